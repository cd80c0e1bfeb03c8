import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startStandalone } from '../support/standaloneMongod';
import { startRefused, startServer, type ServerProcess } from '../helpers/serverProcess';
import { msOf, shortest } from '../helpers/shortest';

const dirs: string[] = [];
const running: ServerProcess[] = [];

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'craftworks-server-'));
  chmodSync(dir, 0o755); // where the engine may run as another user
  dirs.push(dir);
  return dir;
}

function testUri(database: string): string {
  const uri = new URL(process.env['TEST_DATABASE_URI'] ?? '');
  uri.pathname = `/${database}_${process.pid}`;
  return uri.href;
}

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServer({ env });
  running.push(server);
  return server;
}

function envOf(database: string): Record<string, string> {
  const dir = freshDir();
  return { DATA_DIR: dir, LOG_DIR: join(dir, 'logs'), MONGODB_URI: testUri(database) };
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.end('SIGKILL');
  }
});

afterAll(async () => {
  for (const dir of dirs) {
    rmSync(dir, { recursive: true, force: true });
  }
  for (const database of ['serves', 'drains', 'away']) {
    const connection = await mongoose.createConnection(testUri(database)).asPromise();
    await connection.dropDatabase();
    await connection.close();
  }
});

const post = (url: string, key: string, title: string): Promise<Response> =>
  fetch(`${url}/api/probes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ title }),
  });

describe('the start', () => {
  it('refuses a wrong environment with every fault named and no value shown', async () => {
    const { code, said } = await startRefused({
      env: {
        NODE_ENV: 'production',
        JWT_SECRET: 'changeme-changeme-changeme-changeme',
        PORT: 'http',
        MONGODB_URI: 'mysql://root:hunter2@db',
      },
    });

    expect(code).toBe(1);
    expect(said).toMatch(/JWT_SECRET looks like a sample/);
    expect(said).toMatch(/PORT must be a number/);
    expect(said).toMatch(/MONGODB_URI must be a valid uri/);
    expect(said).toMatch(/PUBLIC_URL is required/);
    expect(said).not.toMatch(/hunter2|changeme/);
  });

  it('refuses a standalone MongoDB with what to do', async () => {
    const standalone = await startStandalone();

    const { code, said } = await startRefused({ env: { ...envOf('unused'), MONGODB_URI: standalone.uri } });

    await standalone.close();
    expect(code).toBe(1);
    expect(said).toMatch(/standalone/);
    expect(said).toMatch(/rs\.initiate\(\)/);
  });

  it('serves health, and writes each request to the log under its route', async () => {
    const env = envOf('serves');
    const server = await start(env);

    const live = await fetch(`${server.url}/health/live`);
    const ready = await fetch(`${server.url}/api/health/ready`);
    const code = await server.end('SIGTERM');

    expect([live.status, ready.status, code]).toEqual([200, 200, 0]);
    const log = readFileSync(join(env['LOG_DIR'] ?? '', 'combined.log'), 'utf8')
      .trim()
      .split('\n');
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'request', route: '/api/health', status: 200 }),
    );
    expect(lines.every(({ timestamp }) => typeof timestamp === 'string')).toBe(true);
  });
});

describe('the stop', () => {
  it('answers what it has accepted, then exits with 0', async () => {
    const server = await start(envOf('drains'));
    const writes = Array.from({ length: 50 }, (_, i) =>
      post(server.url, `drain-${i}`, `Fix sink ${i}`).then((answer) => answer.status),
    );
    await Promise.race(writes);

    const code = await server.end('SIGTERM');
    const answers = await Promise.allSettled(writes);

    expect(code).toBe(0);
    const answered = answers.filter(({ status }) => status === 'fulfilled');
    expect(answered.every((answer) => (answer as PromiseFulfilledResult<number>).value === 201)).toBe(true);
  });
});

describe('kill -9', () => {
  it('of the server, then of its database, during 200 parallel writes leaves each fact exactly once', async () => {
    const dir = freshDir();
    const env = { DATA_DIR: join(dir, 'data'), LOG_DIR: join(dir, 'logs') };
    const titles = Array.from({ length: 200 }, (_, i) => `Fix sink number ${i}`);
    const send = (server: ServerProcess, i: number): Promise<Response> =>
      post(server.url, `kill-${i}`, titles[i] ?? '');
    const first = await start(env);
    await cutOff(
      titles.map((_, i) => send(first, i)),
      () => first.end('SIGKILL'),
    );

    const second = await start(env);
    await cutOff(
      titles.map((_, i) => send(second, i)),
      () => killDatabase(join(dir, 'data')),
    );
    const statuses = await Promise.all(titles.map((_, i) => untilAnswered(() => send(second, i))));

    expect(new Set(statuses)).toEqual(new Set([201]));
    expect((await storedTitles(second)).sort()).toEqual([...titles].sort());
    await second.end('SIGTERM');
  }, 600_000);
});

/** Does `harm` when the first of many requests has come back; some of the others are lost. */
async function cutOff(requests: readonly Promise<Response>[], harm: () => Promise<unknown>): Promise<void> {
  await Promise.race(requests);
  await harm();
  await Promise.allSettled(requests);
}

/** Kills the engine itself, whichever runs: its process id stands in its data folder. */
async function killDatabase(dataDir: string): Promise<void> {
  for (const file of await readdir(dataDir, { recursive: true })) {
    if (/(postmaster\.pid|mongod\.lock)$/.test(file)) {
      process.kill(Number.parseInt(readFileSync(join(dataDir, file), 'utf8'), 10), 'SIGKILL');
      return;
    }
  }
  throw new Error(`no database engine found in ${dataDir}`);
}

async function storedTitles({ url }: ServerProcess): Promise<string[]> {
  const answer = await fetch(`${url}/api/probes/titles`);
  const { data } = (await answer.json()) as { data: { titles: string[] } };
  return data.titles;
}

describe('the database away', () => {
  it('costs a request a 503 with Retry-After in about 5 s, and needs no restart afterwards', async () => {
    const proxy = await gate(testUri('away'));
    const server = await start({ ...envOf('away'), MONGODB_URI: proxy.uri });

    proxy.shut();
    const away: Response[] = [];
    const ask = async () => away.push(await post(server.url, `away ${away.length}`, 'Fix a sink'));
    const tookMs = await shortest(8_000, () => msOf(ask));
    const alive = await fetch(`${server.url}/health/live`);
    const ready = await fetch(`${server.url}/health/ready`);
    proxy.open();
    const back = await untilAnswered(() => post(server.url, 'back', 'Fix a sink'));

    await server.end('SIGTERM');
    await proxy.close();
    expect([alive.status, ready.status, back]).toEqual([200, 503, 201]);
    expect(away.every(({ status }) => status === 503)).toBe(true);
    expect(away.every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
    expect(tookMs).toBeLessThan(8_000);
  });
});

/** Repeats a request as a client does that was told to wait; the test's own time limit is the only other end. */
async function untilAnswered(send: () => Promise<Response>): Promise<number> {
  for (;;) {
    const answer = await send();
    if (![409, 503].includes(answer.status)) {
      return answer.status;
    }
    const waitMs = Math.min(1_000, Number(answer.headers.get('retry-after') ?? 1) * 1_000);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** A door before the database that a test can shut. */
async function gate(
  uri: string,
): Promise<{ uri: string; shut(): void; open(): void; close(): Promise<void> }> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((client) => {
    if (!isOpen) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const closeAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    // One address only: the driver must not find the way around the door.
    uri: `mongodb://127.0.0.1:${port}${target.pathname}?directConnection=true`,
    shut: () => {
      isOpen = false;
      closeAll();
    },
    open: () => {
      isOpen = true;
    },
    close: async () => {
      closeAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
