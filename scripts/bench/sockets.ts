import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, initModels } from '../../src/config/database';
import { makeContainer } from '../../src/container';
import type { NewEvent } from '../../src/services/realtime/eventLog';
import type { TrustProxy } from '../../src/utils/clientAddress';
import { createHttpServer } from '../../src/utils/httpServer';
import { prepareQuotes, timeQuotes } from './quotePosted';
import { raiseLimits } from './raiseLimits';
import type { Caller } from './types';
import { withBenchDatabase } from './benchDatabase';
import { makeWorld } from './world';

/**
 * What 1,000 connected sockets cost the server, and how soon an event reaches its user among them.
 * Run: tsx scripts/bench/sockets.ts [sockets]. The server is a process of its own; the clients are in this one.
 */
const SOCKETS = Number(process.argv[2] ?? 1_000);
const EVENTS = 400;
const QUOTES = 200;
const IN_PARALLEL = 25;
const TARGET = { megabytes: 60, p95Ms: 150 };

interface Figures {
  readonly rssMb: number;
  readonly heapMb: number;
  readonly externalMb: number;
  readonly cpuMs: number;
}
type Question = { readonly ask: 'figures' } | { readonly ask: 'tell'; readonly event: NewEvent };
type Answer = Figures | number;

const say = (line: string): void => console.log(line);
const MB = 1024 * 1024;

/** The server's side: everything as `server.ts` has it, and it answers questions about itself. */
async function serve(): Promise<void> {
  const config = readConfig();
  const quiet = (): void => undefined;
  const logger = { error: console.error, warn: console.warn, info: quiet, debug: quiet };
  raiseLimits();
  const container = makeContainer({ config, logger });
  await connectDatabase(config.mongo.uri ?? '', config.mongo.poolSize);
  const app = createApp(container);
  const server = createHttpServer(app);
  container.gateway.attach(server, app.get('trust proxy fn') as TrustProxy);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  container.dispatcher.start();
  process.on('message', (question: Question) => {
    if (question.ask === 'figures') {
      process.send?.(figures());
      return;
    }
    void container.eventLog.append(question.event).then((entry) => {
      container.gateway.deliver(entry);
      process.send?.(entry.seq);
    });
  });
  process.send?.((server.address() as AddressInfo).port);
}

function figures(): Figures {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    rssMb: rss / MB,
    heapMb: heapUsed / MB,
    externalMb: external / MB,
    cpuMs: (user + system) / 1_000,
  };
}

interface ServerUnderTest {
  readonly port: number;
  figures(): Promise<Figures>;
  tell(event: NewEvent): Promise<Answer>;
  stop(): void;
}

async function startServer(uri: string, secret: string): Promise<ServerUnderTest> {
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    MONGODB_URI: uri,
    JWT_SECRET: secret,
    SOCKETS_PER_ADDRESS: String(SOCKETS + 10),
    DATA_DIR: join(tmpdir(), 'craftworks-bench-sockets'),
  };
  const execArgv = [...process.execArgv, '--expose-gc'];
  const child: ChildProcess = fork(__filename, ['serve'], { env, execArgv });
  const next = (): Promise<Answer> => new Promise((resolve) => child.once('message', resolve));
  const ask = (question: Question): Promise<Answer> => {
    const answer = next();
    child.send(question);
    return answer;
  };
  return {
    port: (await next()) as number,
    figures: async () => (await ask({ ask: 'figures' })) as Figures,
    tell: (event) => ask({ ask: 'tell', event }),
    stop: () => void child.kill('SIGKILL'),
  };
}

async function connectAll(port: number, callers: readonly Caller[]): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let start = 0; start < SOCKETS; start += IN_PARALLEL) {
    const batch = Array.from({ length: Math.min(IN_PARALLEL, SOCKETS - start) }, (_, i) => start + i);
    const opened = batch.map((n) => connectOne(port, callers[n % callers.length]?.token ?? ''));
    sockets.push(...(await Promise.all(opened)));
  }
  return sockets;
}

function connectOne(port: number, token: string): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** Milliseconds from the order to write an event until its user's socket has it, one after the other. */
async function timeEvents(
  server: ServerUnderTest,
  sockets: Socket[],
  callers: readonly Caller[],
): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < EVENTS; n += 1) {
    const index = (n * 37) % SOCKETS;
    const userId = callers[index % callers.length]?.userId ?? '';
    const heard = new Promise<void>((resolve) => sockets[index]?.once('notification', () => resolve()));
    const start = performance.now();
    await server.tell({
      userId,
      name: 'notification',
      payload: { n, title: 'A quote' },
      dedupeKey: `bench ${n}`,
    });
    await heard;
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

async function measure(uri: string): Promise<void> {
  const secret = randomBytes(48).toString('base64');
  await connectDatabase(uri, 5);
  await initModels();
  const { callers } = await makeWorld(secret, SOCKETS);
  const server = await startServer(uri, secret);
  try {
    // The first connections load code and fill caches: they are not what a socket costs.
    for (const { token } of callers.slice(0, 20)) {
      (await connectOne(server.port, token)).close();
    }
    const before = await server.figures();
    const start = performance.now();
    const sockets = await connectAll(server.port, callers);
    const connectMs = performance.now() - start;
    const after = await server.figures();
    report(before, after, connectMs);
    const times = await timeEvents(server, sockets, callers);
    say(
      `event → its user's socket: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms (bar ${TARGET.p95Ms} ms)`,
    );
    const postings = await prepareQuotes({ secret, callers, sockets }, QUOTES);
    const { answered, heard } = await timeQuotes(server.port, postings);
    say(
      `quote posted → its client's socket: p50 ${at(heard, 0.5).toFixed(1)} ms, p95 ${at(heard, 0.95).toFixed(1)} ms (bar ${TARGET.p95Ms} ms); answered: p50 ${at(answered, 0.5).toFixed(1)} ms, p95 ${at(answered, 0.95).toFixed(1)} ms`,
    );
    const idle = await idleCpu(server);
    say(`idle with ${SOCKETS} sockets: ${idle.toFixed(1)} % of one core (polls of the log, pings, sweeps)`);
  } finally {
    server.stop();
  }
}

function report(before: Figures, after: Figures, connectMs: number): void {
  const grown = after.rssMb - before.rssMb;
  const heap = after.heapMb + after.externalMb - before.heapMb - before.externalMb;
  say(
    `${SOCKETS} sockets in ${(connectMs / 1_000).toFixed(1)} s (${(connectMs / SOCKETS).toFixed(1)} ms each)`,
  );
  say(
    `memory: resident +${grown.toFixed(1)} MB (bar ${TARGET.megabytes} MB), heap and buffers +${heap.toFixed(1)} MB`,
  );
}

async function idleCpu(server: ServerUnderTest): Promise<number> {
  const IDLE_MS = 10_000;
  const before = await server.figures();
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const after = await server.figures();
  return ((after.cpuMs - before.cpuMs) / IDLE_MS) * 100;
}

const main = (): Promise<void> => withBenchDatabase(say, measure);

(process.argv[2] === 'serve' ? serve() : main().then(() => process.exit(0))).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
