import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeTwilioSms, type TwilioOptions } from '../../src/services/providers/sms/twilio';
import type { SmsProvider } from '../../src/services/providers/sms/provider';

/** A message as Twilio gets it, by the names of its documentation. */
export interface TwilioMessage {
  readonly sid: string;
  readonly To: string;
  readonly From: string;
  readonly Body?: string;
  readonly ContentSid?: string;
  readonly ContentVariables?: string;
  readonly ValidityPeriod?: string;
  status: string;
}

/** What a call gets instead of the documented success. */
export type TwilioMood =
  | { readonly status: number; readonly code?: number }
  | { readonly silent: true }
  | { readonly body: unknown };

export interface TwilioServer {
  readonly taken: TwilioMessage[];
  /** Decides about each message; undefined: as documented. */
  mood: (to: string) => TwilioMood | undefined;
  /** The state in which messages are found when they are looked up. */
  stateOf: (message: TwilioMessage) => string;
  lookUps(): number;
  /** The real adapter, led here. */
  provider(options?: Partial<TwilioOptions>): SmsProvider;
  close(): Promise<void>;
}

const SID = `AC${'0123456789abcdef'.repeat(2)}`;
const TOKEN = 'test-token';
const AUTHORIZATION = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`;
const MESSAGES = `/2010-04-01/Accounts/${SID}/Messages`;

/** A plain server that answers Twilio's Messages resource as it is documented. */
export async function startTwilioServer(): Promise<TwilioServer> {
  const counts = { lookUps: 0 };
  const server = createServer((req, res) => void answer(fake, counts, { req, res }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: TwilioServer = {
    taken: [],
    mood: () => undefined,
    stateOf: ({ status }) => status,
    lookUps: () => counts.lookUps,
    provider: (options = {}) =>
      makeTwilioSms({
        accountSid: SID,
        authToken: TOKEN,
        smsFrom: '+12025550123',
        whatsAppFrom: '+14155238886',
        templates: { en: `HX${'1'.repeat(32)}`, ar: `HX${'2'.repeat(32)}` },
        baseUrl: `http://127.0.0.1:${port}`,
        timeoutMs: 1_000,
        ...options,
      }),
    close: () => closed(server),
  };
  return fake;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

async function answer(
  fake: TwilioServer,
  counts: { lookUps: number },
  { req, res }: Exchange,
): Promise<void> {
  const form = new URLSearchParams(await textOf(req));
  if (req.headers.authorization !== AUTHORIZATION) {
    respond(res, 401, problem(401, 20003));
  } else if (req.method === 'POST' && req.url === `${MESSAGES}.json`) {
    create(fake, form, res);
  } else {
    counts.lookUps += 1;
    const found = fake.taken.find(({ sid }) => req.url === `${MESSAGES}/${sid}.json`);
    respond(res, found ? 200 : 404, found ? resource(found, fake.stateOf(found)) : problem(404, 20404));
  }
}

function create(fake: TwilioServer, form: URLSearchParams, res: ServerResponse): void {
  const mood = fake.mood(form.get('To') ?? '');
  if (mood && 'silent' in mood) {
    return; // and the caller waits until he gives up
  }
  if (mood) {
    const [status, body] = 'body' in mood ? [201, mood.body] : [mood.status, problem(mood.status, mood.code)];
    respond(res, status, body);
    return;
  }
  const sid = `SM${String(fake.taken.length + 1).padStart(32, '0')}`;
  const message = { ...Object.fromEntries(form), sid, status: 'queued' } as unknown as TwilioMessage;
  fake.taken.push(message);
  respond(res, 201, resource(message, 'queued'));
}

const resource = ({ sid, To, From, Body }: TwilioMessage, status: string): object => ({
  sid,
  account_sid: SID,
  to: To,
  from: From,
  body: Body ?? '',
  status,
  error_code: null,
  error_message: null,
  num_segments: '1',
  uri: `${MESSAGES}/${sid}.json`,
});

const problem = (status: number, code = 0): object => ({
  status,
  code,
  message: 'Refused for +201001234567',
  more_info: `https://www.twilio.com/docs/errors/${code}`,
});

function respond(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
