import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shareDatabase } from './database';
import { prepareServer, type PreparedServer, type ServerProcess } from './serverProcess';

export interface CrashRequest {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request, and where in its act the server ends. */
export interface CrashAt<R extends CrashRequest = CrashRequest> {
  readonly point: string;
  readonly request: R;
}

export interface CrashRun {
  readonly point: string;
  /** Whether the process died before it answered. */
  readonly crashed: boolean;
  /** The answer to the request that was sent again with the same key, or to the only one. */
  readonly status: number;
  readonly body: { readonly data?: Readonly<Record<string, unknown>> };
}

export interface CrashHarness {
  /**
   * Sends all the requests at once to a server that ends when each has come to its point; then again, with the same keys,
   * to a new one. They must not touch the same documents: who waits for another never comes to his point.
   */
  crashAll(requests: readonly CrashAt[]): Promise<CrashRun[]>;
  stop(): Promise<void>;
}

/** Longer than the lease of a request that is under way. */
const AHEAD_MS = 10_000;
const BUSY = 503;
const PATIENCE_MS = 90_000;
const PAUSE_MS = 50;

/** Servers that crash on the database of this test file, one after the other; the secret signs the tests' tokens, too. */
export function crashHarness(jwtSecret: string, env: Readonly<Record<string, string>> = {}): CrashHarness {
  const dir = mkdtempSync(join(tmpdir(), 'craftworks-crash-'));
  let generation = 0;
  let ready: PreparedServer | undefined;
  let running: Promise<ServerProcess> | undefined;
  const prepare = (): PreparedServer =>
    prepareServer({
      entry: 'tests/support/crashServer.ts',
      env: {
        NODE_ENV: 'test',
        DATA_DIR: dir,
        LOG_DIR: join(dir, 'logs'),
        MONGODB_URI: shareDatabase(),
        JWT_SECRET: jwtSecret,
        ...env,
      },
    });
  const start = (): Promise<ServerProcess> => {
    const next = ready ?? prepare();
    ready = undefined;
    generation += 1;
    return next.start(String(generation * AHEAD_MS));
  };
  const server = (): Promise<ServerProcess> => (running ??= start());
  return {
    async crashAll(requests) {
      const keyed = requests.map((one) => ({ ...one, key: randomUUID() }));
      const first = await server();
      // The one that takes over is loaded while the requests come to their points.
      ready ??= prepare();
      const batch = { 'x-crash-batch': String(requests.length) };
      const answers = await Promise.all(
        keyed.map(({ point, request, key }) =>
          send(first.url, request, { 'idempotency-key': key, 'x-crash': point, ...batch }),
        ),
      );
      if (answers.includes(undefined)) {
        await first.end('SIGKILL');
        running = undefined;
      }
      const { url } = await server();
      const runs: CrashRun[] = [];
      for (const [index, { point, request, key }] of keyed.entries()) {
        const answer = answers[index];
        const isAnswered = answer !== undefined && answer.status !== BUSY;
        const final = isAnswered ? answer : await sendAgain(url, request, key);
        runs.push({ point, crashed: answer === undefined, ...final });
      }
      return runs;
    },
    async stop() {
      await ready?.end();
      await (await running)?.end('SIGTERM');
      ready = running = undefined;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** As a client does: who is told that the server is busy asks again. */
async function sendAgain(
  url: string,
  request: CrashRequest,
  key: string,
): Promise<Pick<CrashRun, 'status' | 'body'>> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const answer = await send(url, request, { 'idempotency-key': key });
    if (!answer) {
      throw new Error('the server that was started again gave no answer');
    }
    if (answer.status !== BUSY) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`the server that was started again was busy for ${PATIENCE_MS} ms`);
}

/** A server that hangs is no server that ended. */
const isTimeout = ({ cause }: Error): boolean =>
  cause instanceof Object && 'code' in cause && cause.code === 'UND_ERR_HEADERS_TIMEOUT';

/** The answer, or undefined when the server went away. */
async function send(
  url: string,
  { method, path, token, body, headers: own }: CrashRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Pick<CrashRun, 'status' | 'body'> | undefined> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...headers,
        ...own,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body ?? {}),
    });
    return { status: response.status, body: (await response.json()) as CrashRun['body'] };
  } catch (error) {
    // The connection broke, which is what was asked for; the error is of another realm than the tests'.
    if ((error as Error).message === 'fetch failed' && !isTimeout(error as Error)) {
      return undefined;
    }
    throw error;
  }
}
