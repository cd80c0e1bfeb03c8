import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { acquireLock, findHolder } from '../../scripts/local-mongo/lock';
import { clusterPlace, databaseFolder, isRoot } from '../../scripts/local-mongo/places';
import { portFor } from '../../scripts/local-mongo/ports';
import { identify, startTimeOf } from '../../scripts/local-mongo/processes';
import { atOnce } from './support';

const SCRIPT = join(__dirname, '../../scripts/local-mongo/documentdb/engine/provision.sh');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craftworks-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const leaveLock = (holder: object) =>
  writeFile(join(folder, 'keeper.lock'), JSON.stringify({ mode: 'owned', nonce: 'old', ...holder }));

describe('the lock of a data folder', () => {
  it('is held by one process until that releases it', async () => {
    const first = await acquireLock(folder, { mode: 'owned' });
    const second = await acquireLock(folder, { mode: 'owned' });
    const holder = await findHolder(folder);
    await first?.release();

    expect(second).toBeUndefined();
    expect(holder).toMatchObject({ pid: process.pid, mode: 'owned' });
    expect(await findHolder(folder)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a killed process does not count', async () => {
    await leaveLock({ pid: 4_194_300, startedAt: '1' });

    expect(await findHolder(folder)).toBeUndefined();
    expect(await acquireLock(folder, { mode: 'owned' })).toBeDefined();
  });

  it('of a killed process does not count either when another has its number now', async () => {
    await leaveLock({ pid: process.pid, startedAt: '1' });

    expect(await findHolder(folder)).toBeUndefined();
    expect(await acquireLock(folder, { mode: 'shared' })).toBeDefined();
    expect(await findHolder(folder)).toMatchObject({
      mode: 'shared',
      startedAt: await startTimeOf(process.pid),
    });
  });

  it('goes to one of many that want it at once, also where a dead one lies', async () => {
    await leaveLock({ pid: 4_194_300, startedAt: '1' });

    const locks = await atOnce(20, () => acquireLock(folder, { mode: 'owned' }));

    expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['keeper.lock']);
  });

  it('knows a process by number and start', async () => {
    await expect(identify(4_194_300)).rejects.toThrow('there is no process');
    expect(await identify(process.pid)).toEqual({
      pid: process.pid,
      startedAt: await startTimeOf(process.pid),
    });
  });
});

describe('the ports of a data folder', () => {
  it('stay the same from start to start', async () => {
    const say = jest.fn();

    const first = await portFor('gateway', folder, say);
    const other = await portFor('postgres', folder, say);
    const again = await portFor('gateway', folder, say);

    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(say).not.toHaveBeenCalled();
  });

  it('change when another program took one, and that is said', async () => {
    const say = jest.fn();
    const first = await portFor('gateway', folder, say);
    const squatter = await listenOn(first);

    const second = await portFor('gateway', folder, say);
    await new Promise((resolve) => squatter.close(resolve));

    expect(second).not.toBe(first);
    expect(say).toHaveBeenCalledWith(expect.stringContaining(`port ${first} (gateway) is taken`));
    expect(await portFor('gateway', folder, say)).toBe(second);
  });
});

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('the place of the data', () => {
  it('is the data folder where PostgreSQL’s user can reach it', async () => {
    await chmod(folder, 0o755);

    const place = await clusterPlace(await databaseFolder(folder));

    expect(place).toEqual({ path: join(folder, 'database', 'postgres') });
  });

  it('is elsewhere, and said, where root’s PostgreSQL cannot reach it', async () => {
    await chmod(folder, 0o700);

    const { path, note } = await clusterPlace(await databaseFolder(folder));
    const moved = path !== join(folder, 'database', 'postgres');
    if (moved) {
      await rm(dirname(path), { recursive: true });
    }

    expect(moved).toBe(isRoot());
    expect(note ?? '').toContain(moved ? dirname(path) : '');
  });
});

describe('the mirror that packages come from', () => {
  /** A machine whose apt has never fetched a list, and so names no source itself. */
  async function mirrorWith(files: Record<string, string>): Promise<string> {
    const apt = join(folder, 'apt');
    const programs = join(folder, 'bin');
    await mkdir(join(apt, 'sources.list.d'), { recursive: true });
    await mkdir(programs);
    await writeFile(join(programs, 'apt-get'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(apt, name), text);
    }
    const env = { ...process.env, PATH: `${programs}:${process.env.PATH}`, APT_SOURCES_DIR: apt };
    const { stdout } = await promisify(execFile)('bash', [SCRIPT, '--mirror'], { env });
    return stdout.trim();
  }

  it('is read from one-line sources', async () => {
    const list =
      '# old\ndeb [signed-by=/k.gpg] http://mirror.example/debian bookworm main\ndeb-src http://other/debian x main\n';

    expect(await mirrorWith({ 'sources.list': list })).toBe('http://mirror.example/debian');
  });

  it('is read from deb822 sources, but not from disabled ones or security archives', async () => {
    const disabled = 'Types: deb\nEnabled: no\nURIs: http://disabled.example/debian\nSuites: x\n';
    const security = 'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: x\n';
    const main = 'Types: deb\n# a comment\nURIs: http://mirror.example/debian/\nSuites: bookworm\n';

    expect(await mirrorWith({ 'sources.list.d/d.sources': `${disabled}\n${security}\n${main}` })).toBe(
      'http://mirror.example/debian/',
    );
  });

  it('is Debian’s own where no source names one', async () => {
    expect(await mirrorWith({})).toBe('http://deb.debian.org/debian');
  });
});
