import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shareDatabase } from './database';
import { startServer, type ServerProcess } from './serverProcess';

export interface CrashRequest {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CrashRun {
  /** Whether the process died before it answered. */
  readonly crashed: boolean;
  /** The answer to the request that was sent again with the same key, or to the only one. */
  readonly status: number;
  readonly body: { readonly data?: Readonly<Record<string, unknown>> };
}

export interface CrashHarness {
  /** Sends the request, which ends the server at `point`; then again, with the same key, to a new one. */
  crashAt(point: string, request: CrashRequest): Promise<CrashRun>;
  /** The commands that the last request with a point has sent, in order, as far as it came. */
  commands(): readonly string[];
  stop(): Promise<void>;
}

/** Longer than the lease of a request that is under way. */
const AHEAD_MS = 10_000;

/** Servers that crash on the database of this test file, one after the other; the secret signs the tests' tokens, too. */
export function crashHarness(jwtSecret: string, env: Readonly<Record<string, string>> = {}): CrashHarness {
  const dir = mkdtempSync(join(tmpdir(), 'craftworks-crash-'));
  let generation = 0;
  let running: Promise<ServerProcess> | undefined;
  let printed = '';
  const start = (): Promise<ServerProcess> => {
    generation += 1;
    return startServer({
      entry: 'tests/support/crashServer.ts',
      env: {
        NODE_ENV: 'test',
        DATA_DIR: dir,
        LOG_DIR: join(dir, 'logs'),
        MONGODB_URI: shareDatabase(),
        JWT_SECRET: jwtSecret,
        ...env,
        CLOCK_AHEAD_MS: String(generation * AHEAD_MS),
      },
    });
  };
  const server = (): Promise<ServerProcess> => (running ??= start());
  return {
    async crashAt(point, request) {
      const key = randomUUID();
      const first = await server();
      const before = first.output().length;
      const answer = await send(first.url, request, { 'idempotency-key': key, 'x-crash': point });
      printed = first.output().slice(before);
      if (answer) {
        return { crashed: false, ...answer };
      }
      await first.end('SIGKILL');
      running = undefined;
      const again = await send((await server()).url, request, { 'idempotency-key': key });
      if (!again) {
        throw new Error(`the server that was started again gave no answer after "${point}"`);
      }
      return { crashed: true, ...again };
    },
    commands: () => [...printed.matchAll(/^crash-point \d+ (.+)$/gm)].map(([, name = '']) => name),
    async stop() {
      await (await running)?.end('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The answer, or undefined when the server went away. */
async function send(
  url: string,
  { method, path, token, body, headers: own }: CrashRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Pick<CrashRun, 'status' | 'body'> | undefined> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...own, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    return { status: response.status, body: (await response.json()) as CrashRun['body'] };
  } catch (error) {
    // The connection broke, which is what was asked for; the error is of another realm than the tests'.
    if ((error as Error).message === 'fetch failed') {
      return undefined;
    }
    throw error;
  }
}
