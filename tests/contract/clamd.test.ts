import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { makeVirusScanner } from '../../src/services/providers/scan';
import { makeClamd, type ClamdOptions } from '../../src/services/providers/scan/clamd';
import type { VirusScanner } from '../../src/services/providers/scan/provider';
import {
  startClamdServer,
  VIRUS,
  type ClamdServer,
  type ClamdServerOptions,
  type Mood,
} from '../support/clamdServer';

let home: string;
const servers: ClamdServer[] = [];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'craftworks-scan-'));
});
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function aDaemon(options: ClamdServerOptions = {}): Promise<ClamdServer> {
  const server = await startClamdServer(options);
  servers.push(server);
  return server;
}

const clamd = ({ port }: ClamdServer, options: Partial<ClamdOptions> = {}): VirusScanner =>
  makeClamd({ address: { host: '127.0.0.1', port }, ...options });

function aFile(content: Buffer | string): string {
  const path = join(home, 'upload');
  writeFileSync(path, content);
  return path;
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => error,
  );

const UNAVAILABLE = { code: 'media.scanUnavailable', status: 503, retryAfterSeconds: 10 };

describe('clamd', () => {
  it('finds what is harmful and lets the rest pass, over a port and over a socket', async () => {
    const path = join(home, 'clamd.sock');
    const overPort = clamd(await aDaemon());
    await aDaemon({ path });
    const overSocket = makeClamd({ address: { socket: path } });

    for (const scanner of [overPort, overSocket]) {
      expect(await scanner.scan(aFile('harmless'))).toEqual({ state: 'clean' });
      expect(await scanner.scan(aFile(`x${VIRUS}x`))).toEqual({
        state: 'infected',
        signature: 'Craftworks.Test.UNOFFICIAL',
      });
      expect(scanner.state()).toBe('on');
    }
  });

  it('gets the whole file in chunks that say their length, and the end', async () => {
    const server = await aDaemon();

    await clamd(server).scan(aFile(Buffer.alloc(200_000, 1)));
    await clamd(server).scan(aFile(''));

    const [long = [], empty = []] = server.files;
    expect(long.reduce((sum, length) => sum + length, 0)).toBe(200_000);
    expect([Math.max(...long) <= 65_536, long.length > 3, long.at(-1)]).toEqual([true, true, 0]);
    expect(empty).toEqual([0]);
  });

  it('finds a virus that lies across two chunks', async () => {
    const content = Buffer.alloc(140_000, 1);
    content.write(VIRUS, 65_536 - 5);

    expect(await clamd(await aDaemon()).scan(aFile(content))).toMatchObject({ state: 'infected' });
  });

  it('answers many at once, each with its own', async () => {
    const scanner = clamd(await aDaemon());
    const [good, bad] = [join(home, 'good'), join(home, 'bad')];
    writeFileSync(good, 'harmless');
    writeFileSync(bad, VIRUS);

    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => scanner.scan(index % 3 === 0 ? bad : good)),
    );

    expect(results.map(({ state }) => state)).toEqual(
      results.map((_, index) => (index % 3 === 0 ? 'infected' : 'clean')),
    );
  });

  const MOODS: readonly (readonly [string, Mood])[] = [
    ['an error', { say: 'stream: Can’t allocate memory ERROR\0' }],
    ['an answer without its end', { say: 'stream: OK' }],
    ['something that only begins like an answer', { say: 'stream: OK but not really\0' }],
    ['an answer about another thing', { say: 'PONG\0' }],
    ['words without end', { say: 'x'.repeat(10_000) }],
    ['nothing', { silent: true }],
    ['an end of the line at once', { hangUp: 'atOnce' }],
    ['an end of the line in the middle', { hangUp: 'midway' }],
  ];

  it.each(MOODS)(
    'is away, and nothing passes, when it gives %s; the next file is asked for anew',
    async (_what, mood) => {
      const server = await aDaemon();
      const scanner = clamd(server, { timeoutMs: 300 });
      server.moods.push(mood);

      const failure = await failureOf(scanner.scan(aFile(Buffer.alloc(300_000, 1))));
      const stateThen = scanner.state();
      const next = await scanner.scan(aFile('harmless'));

      expect(failure).toMatchObject(UNAVAILABLE);
      expect([stateThen, next, scanner.state()]).toEqual(['away', { state: 'clean' }, 'on']);
    },
  );

  it('is away for a file that is longer than it takes', async () => {
    const scanner = clamd(await aDaemon({ maxBytes: 100_000 }));

    expect(await failureOf(scanner.scan(aFile(Buffer.alloc(3_000_000, 1))))).toMatchObject(UNAVAILABLE);
  });

  it('is away where nobody listens', async () => {
    const server = await aDaemon();
    await servers.pop()?.close();
    const nobody = makeClamd({ address: { socket: join(home, 'nobody.sock') } });

    expect(await failureOf(clamd(server).scan(aFile('x')))).toMatchObject(UNAVAILABLE);
    expect(await failureOf(nobody.scan(aFile('x')))).toMatchObject(UNAVAILABLE);
  });

  it('is asked where the configuration names it, and else nobody is', async () => {
    const { port } = await aDaemon();
    const scannerFor = (env: Record<string, string>): VirusScanner =>
      makeVirusScanner(readConfig({ NODE_ENV: 'test', ...env }));

    const named = scannerFor({ CLAMD_HOST: '127.0.0.1', CLAMD_PORT: String(port) });
    const socket = scannerFor({ CLAMD_SOCKET: join(home, 'nobody.sock') });
    const none = scannerFor({});

    expect([named.name, none.name, none.state()]).toEqual(['clamd', 'none', 'off']);
    expect(await named.scan(aFile(VIRUS))).toMatchObject({ state: 'infected' });
    expect(await none.scan(aFile(VIRUS))).toEqual({ state: 'clean' });
    expect(await failureOf(socket.scan(aFile('x')))).toMatchObject(UNAVAILABLE);
  });
});
