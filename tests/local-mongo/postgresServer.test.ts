import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePostgres } from '../../scripts/local-mongo/documentdb/engine/postgresServer';

let folder: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craftworks-postgres-'));
  await mkdir(join(folder, 'root'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'root', 'programs'), 'bin\n');
});
afterAll(() => rm(folder, { recursive: true }));

const on = (port: number) =>
  preparePostgres({ cacheDir: folder, dataDir: join(folder, 'data'), port, durability: 'fast' });

/** Something that takes connections on a port of its own, and the end of it. */
async function listening(taken: (socket: Socket) => void): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined); // the probe has left
    taken(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

describe('whether PostgreSQL is serving', () => {
  // It waits for the two seconds of the probe itself: without them it would wait for ever.
  it('is denied where something takes connections and never answers, as the socket of a killed one does', async () => {
    const silent = await listening(() => undefined);

    const isServing = await (await on(silent.port)).isServing();

    expect(isServing).toBe(false);
    expect(sockets).toHaveLength(1); // it had been taken
    silent.close();
  });

  it('is denied where a connection is closed at once, and where nobody listens', async () => {
    const rude = await listening((socket) => socket.end());
    const engine = await on(rude.port);

    const whileRude = await engine.isServing();
    rude.close();
    const afterwards = await engine.isServing();

    expect([whileRude, afterwards]).toEqual([false, false]);
  });
});
