import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Ports are chosen free the first time and remembered in the data folder. */

export type PortName = 'gateway' | 'postgres' | 'mongod';

const FILE = 'ports.json';
const HOST = '127.0.0.1';

/** The remembered ports of a data folder; none if it is new. */
export async function readPorts(folder: string): Promise<Partial<Record<PortName, number>>> {
  try {
    return JSON.parse(await readFile(join(folder, FILE), 'utf8')) as Partial<Record<PortName, number>>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return {};
    }
    throw new Error(`${join(folder, FILE)} cannot be read; delete it and new ports are chosen`, {
      cause: error,
    });
  }
}

/** The remembered port if it is free, else a new one, which is remembered from now on. */
export async function portFor(name: PortName, folder: string, say: (line: string) => void): Promise<number> {
  const ports = await readPorts(folder);
  const remembered = ports[name];
  if (remembered !== undefined && (await bind(remembered)) === remembered) {
    return remembered;
  }
  const chosen = await freePort();
  if (remembered !== undefined) {
    say(`port ${remembered} (${name}) is taken by another program; using ${chosen} from now on`);
  }
  const path = join(folder, FILE);
  await writeFile(`${path}.draft`, JSON.stringify({ ...ports, [name]: chosen }));
  await rename(`${path}.draft`, path);
  return chosen;
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await bind(0);
  if (port === undefined) {
    throw new Error('the system has no free port');
  }
  return port;
}

/** Listens for a moment; undefined if the port is taken. */
function bind(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
    );
    server.listen(port, HOST, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}
