import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as a vendor's server sees it. */
export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What the next call gets instead of the documented answer: another one; nothing, before or after the work was done;
 * `never` is no mood at all, for calls that come before the one that is meant.
 */
export type Mood = Answered | { readonly silent: 'before' | 'after' | 'never' };

export interface MoodyServer {
  readonly url: string;
  /** Moods are used up one call at a time. */
  readonly moods: Mood[];
  readonly calls: VendorRequest[];
  close(): Promise<void>;
}

/** A plain HTTP server that answers as `take` says, unless it is in a mood. */
export async function startMoodyServer(take: (request: VendorRequest) => Answered): Promise<MoodyServer> {
  const moods: Mood[] = [];
  const calls: VendorRequest[] = [];
  const answer = async (req: IncomingMessage): Promise<Answered | undefined> => {
    const request = await read(req);
    calls.push(request);
    const mood = moods.shift();
    if (mood && 'silent' in mood) {
      if (mood.silent === 'never') {
        return take(request);
      }
      if (mood.silent === 'after') {
        take(request);
      }
      return undefined; // the caller waits until he gives up
    }
    return mood ?? take(request);
  };
  const server = createServer((req, res) => {
    void answer(req).then((answered) => {
      if (answered) {
        const { status, body, headers = {} } = answered;
        res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        res.end(typeof body === 'string' ? body : JSON.stringify(body));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, moods, calls, close: () => closed(server) };
}

async function read(req: IncomingMessage): Promise<VendorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  const url = new URL(req.url ?? '/', 'http://localhost');
  return {
    method: req.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: req.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
