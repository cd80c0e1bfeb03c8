import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  CLOUD,
  deliver,
  destroy,
  download,
  faultOfForm,
  list,
  refusal,
  upload,
  type Account,
  type Answer,
} from './cloudinaryAccount';
import { formOf } from './multipart';

/** What the next call gets instead of the documented success. */
export type Mood =
  | { readonly status: number; readonly body?: unknown }
  /** No answer: the call is not done, or done all the same. */
  | { readonly silent: 'before' | 'after' };

export interface CloudinaryServer {
  readonly url: string;
  readonly held: Account['held'];
  /** Moods are used up one API call at a time. */
  readonly moods: Mood[];
  /** Each call of the API as `METHOD path`. */
  readonly calls: string[];
  close(): Promise<void>;
}

type State = Account & Pick<CloudinaryServer, 'moods' | 'calls'>;

/** A plain server that answers uploads, removals, lists, downloads and deliveries as Cloudinary documents them. */
export async function startCloudinaryServer(now: () => Date = () => new Date()): Promise<CloudinaryServer> {
  const state: State = { held: new Map(), moods: [], calls: [], now };
  const server = createServer((req, res) => void serve(state, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { held, moods, calls } = state;
  return { url: `http://127.0.0.1:${port}`, held, moods, calls, close: () => closed(server) };
}

/** What must stand in the environment before the SDK is imported: only then does it speak to a plain server. */
export const cloudinaryUrl = ({ url }: CloudinaryServer): string =>
  `cloudinary://${CLOUD.apiKey}:${CLOUD.apiSecret}@${CLOUD.cloudName}?upload_prefix=${encodeURIComponent(url)}`;

interface Asked {
  readonly req: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
}

async function serve(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const asked = { req, url: new URL(req.url ?? '/', 'http://here'), body: await buffer(req) };
  if (!asked.url.pathname.startsWith('/v1_1/')) {
    send(res, await show(state, asked));
    return;
  }
  state.calls.push(`${req.method} ${asked.url.pathname}`);
  const mood = state.moods.shift();
  if (!mood) {
    send(res, await answerOf(state, asked));
  } else if ('status' in mood) {
    send(res, { ...refusal(mood.status, 'Refused.'), ...mood });
  } else if (mood.silent === 'after') {
    await answerOf(state, asked); // and the caller waits until he gives up
  }
}

function send(res: ServerResponse, { status, body, headers }: Answer): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  res.end(Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
}

const partsOf = (url: URL): string[] => url.pathname.split('/').slice(1).map(decodeURIComponent);

async function show(state: State, { req, url }: Asked): Promise<Answer> {
  const [cloud, ...path] = partsOf(url);
  return cloud === CLOUD.cloudName ? deliver(state, path, req.headers.range) : { status: 404, body: '' };
}

async function answerOf(state: State, asked: Asked): Promise<Answer> {
  const [, cloud, ...path] = partsOf(asked.url);
  if (cloud !== CLOUD.cloudName) {
    return refusal(401, `Invalid cloud_name ${cloud}`);
  }
  return asked.req.method === 'GET' ? get(state, path, asked) : post(state, path, asked);
}

function get(state: State, [first = '', second = '', type]: readonly string[], { req, url }: Asked): Answer {
  if (first === 'resources') {
    const { authorization } = req.headers;
    return list(state, { params: url.searchParams, resourceType: second, type, authorization });
  }
  return second === 'download'
    ? download(state, first, Object.fromEntries(url.searchParams))
    : refusal(404, 'Not found');
}

async function post(
  state: State,
  [first = '', second = '']: readonly string[],
  asked: Asked,
): Promise<Answer> {
  const form = formOf(asked.req.headers['content-type'], asked.body);
  const wrong = faultOfForm(form.fields);
  if (wrong) {
    return wrong;
  }
  return second === 'upload' ? upload(state, first, form) : destroy(state, first, form.fields);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
