import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { folderOf, newDataDir, removeDataDir, TSX } from './engine';
import type { Row } from './support';

let dataDir: string;
beforeAll(async () => {
  dataDir = await newDataDir();
});
afterAll(() => removeDataDir(dataDir));

interface Answer {
  readonly code: number;
  readonly text: string;
}

/** Runs a command as npm does. */
function command(...parameters: string[]): Promise<Answer> {
  const cli = join(__dirname, '../../scripts/local-mongo/cli.ts');
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, MONGOMS_RUNTIME_DOWNLOAD: 'false' };
  return new Promise((resolve) => {
    execFile(process.execPath, [...TSX, cli, ...parameters], { env, cwd: dataDir }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

const uriIn = ({ text }: Answer): string => /mongodb:\S+/.exec(text)?.[0] ?? '';

describe('the commands of the database', () => {
  it('start, show, save, stop, empty and restore it', async () => {
    const started = await command('start');
    const client = await MongoClient.connect(uriIn(started));
    await client
      .db()
      .collection<Row>('notes')
      .insertMany([{ _id: 1 }, { _id: 2 }]);
    await client.close();
    const file = join(dataDir, 'saved.bson.gz');

    const status = await command('status');
    const saved = await command('backup', file);
    const refused = await command('reset');
    const stopped = await command('stop');
    const afterwards = await command('status');
    const emptied = await command('reset');
    const folder = await stat(folderOf(dataDir)).catch((error: NodeJS.ErrnoException) => error.code);
    const restored = await command('restore', file);
    const again = await command('restore', file);
    await command('reset');

    expect(uriIn(status)).toBe(uriIn(started));
    expect(saved.text).toMatch(/saved +2 {2}notes/);
    expect([refused.code, refused.text]).toEqual([1, expect.stringContaining('stop it first')]);
    expect([stopped.code, emptied.code, restored.code]).toEqual([0, 0, 0]);
    expect(afterwards.text).toContain('no database runs');
    expect(folder).toBe('ENOENT');
    expect(restored.text).toMatch(/restored +2 {2}notes/);
    expect([again.code, again.text]).toEqual([1, expect.stringContaining('--force')]);
  });

  it('say what they are when asked for something else', async () => {
    const answer = await command('dance');

    expect(answer).toEqual({
      code: 1,
      text: expect.stringContaining('start, stop, reset, status, backup, restore') as string,
    });
  });
});
