import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import type { MadeUser } from '../factories/user';
import { startTestApp, type TestApp } from '../helpers/app';
import { shareDatabase } from '../helpers/database';
import { startServer, type ServerProcess } from '../helpers/serverProcess';
import { connectSocket, openSocket, type TestSocket } from '../helpers/socket';

/** Two servers of the tests' own database, each a real process, beside the tests' app, which makes people and looks. */
export interface TwoServers {
  readonly app: TestApp;
  readonly one: ServerProcess;
  readonly two: ServerProcess;
  /** Connects an app of this user to one of them; it is closed after the test. */
  connect(server: ServerProcess, user: MadeUser): Promise<TestSocket>;
}

/** Starts them for the tests of one file; the returned object is filled before the first test. */
export function startTwoServers(env: () => Promise<Readonly<Record<string, string>>>): TwoServers {
  const secret = randomBytes(48).toString('base64');
  const app = startTestApp({ env: { JWT_SECRET: secret } });
  const dir = mkdtempSync(join(tmpdir(), 'craftworks-two-'));
  const world = { app } as { -readonly [K in keyof TwoServers]: TwoServers[K] };
  const open: TestSocket[] = [];
  world.connect = async ({ url }, { token }) => {
    const socket = await connectSocket(portOf(url), { auth: { token } });
    open.push(socket);
    return socket;
  };
  beforeAll(async () => {
    app.clock.set(new Date()); // the servers' clock is the real one
    const more = await env();
    const start = (name: string): Promise<ServerProcess> =>
      startServer({
        entry: 'server.ts',
        env: {
          NODE_ENV: 'test',
          DATA_DIR: join(dir, name),
          LOG_DIR: join(dir, name, 'logs'),
          MONGODB_URI: shareDatabase(),
          JWT_SECRET: secret,
          ...more,
        },
      });
    [world.one, world.two] = await Promise.all([start('one'), start('two')]);
  });
  beforeEach(() => app.clock.set(new Date()));
  afterEach(() => open.splice(0).forEach(({ socket }) => socket.close()));
  afterAll(async () => {
    await world.one.end('SIGKILL');
    await world.two.end('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });
  return world;
}

const portOf = (url: string): number => Number(new URL(url).port);

/** Opens a socket that wants everything after a place, without waiting. */
export const openSince = ({ url }: ServerProcess, { token }: MadeUser, since: number): TestSocket =>
  openSocket(portOf(url), { auth: { token, since } });

/** Sends a request to one of the servers, as this user or as nobody. */
export const post = (
  server: ServerProcess,
  path: string,
  { who, body = {} }: { readonly who?: MadeUser; readonly body?: object } = {},
) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(who && { authorization: `Bearer ${who.token}` }),
    },
    body: JSON.stringify(body),
  });

/** The places of everything that a user was told, as this server lists them page by page. */
export async function placesAt({ url }: ServerProcess, { token }: MadeUser): Promise<number[]> {
  const places: number[] = [];
  for (;;) {
    const answer = await fetch(`${url}/api/events?limit=100&since=${places.at(-1) ?? 0}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { data } = (await answer.json()) as { data: { id: number }[] };
    places.push(...data.map(({ id }) => id));
    if (data.length === 0) {
      return places;
    }
  }
}

/** Resolves once the servers have nothing left to deliver. */
export async function untilDelivered(): Promise<void> {
  while ((await OutboxRowModel.countDocuments({ state: 'pending' })) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
