import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SentMail {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the next call gets instead of the documented success. */
export type Mood =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly silent: 'before' | 'after' };

export interface ResendServer {
  readonly url: string;
  readonly mails: SentMail[];
  /** Moods are used up one call at a time. */
  readonly moods: Mood[];
  close(): Promise<void>;
}

export const API_KEY = 're_test_key';

/** A plain server that answers `POST /emails` as Resend documents it. */
export async function startResendServer(): Promise<ResendServer> {
  const state: State = { mails: [], moods: [], kept: new Map() };
  const server = createServer((req, res) => void answer(state, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    mails: state.mails,
    moods: state.moods,
    close: () => closed(server),
  };
}

interface State {
  readonly mails: SentMail[];
  readonly moods: Mood[];
  readonly kept: Map<string, { readonly body: string; readonly id: string }>;
}

async function answer(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await textOf(req);
  const mood = state.moods.shift();
  if (mood && 'silent' in mood) {
    if (mood.silent === 'after') {
      take(state, req, body);
    }
    return; // the caller waits until he gives up
  }
  const { status, body: sent, headers = {} } = mood ?? take(state, req, body);
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(typeof sent === 'string' ? sent : JSON.stringify(sent));
}

function take(state: State, req: IncomingMessage, body: string): Exclude<Mood, { silent: string }> {
  if (req.method !== 'POST' || req.url !== '/emails') {
    return refusal(404, 'not_found', 'The requested endpoint does not exist');
  }
  if (req.headers.authorization !== `Bearer ${API_KEY}`) {
    return refusal(401, 'missing_api_key', 'Missing API key in the authorization header.');
  }
  const key = String(req.headers['idempotency-key'] ?? '');
  const earlier = state.kept.get(key);
  if (earlier && earlier.body !== body) {
    return refusal(
      409,
      'invalid_idempotent_request',
      'Same idempotency key used with a different request payload.',
    );
  }
  if (earlier) {
    return { status: 200, body: { id: earlier.id } };
  }
  const id = `49a3999c-0ce1-4ea6-ab68-${String(state.mails.length).padStart(12, '0')}`;
  state.mails.push({ ...(JSON.parse(body) as Omit<SentMail, 'id'>), id });
  state.kept.set(key, { body, id });
  return { status: 200, body: { id } };
}

/** An error as Resend writes it. */
export const refusal = (statusCode: number, name: string, message = 'Refused.') => ({
  status: statusCode,
  body: { statusCode, name, message },
});

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
