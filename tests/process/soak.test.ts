import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

function run(args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    MONGODB_URI: process.env['TEST_DATABASE_URI'],
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/soak/main.ts', ...args], {
    cwd: ROOT,
    env,
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said: said.join('') }));
  });
}

describe('npm run soak:crash', () => {
  it('loses nothing and doubles nothing when the server is killed three times', async () => {
    const soaked = await run(['--kills', '3', '--pairs', '3', '--seed', 'suite']);

    expect(soaked).toMatchObject({
      code: 0,
      said: expect.stringMatching(/\nsoak ok: 3 kills, [1-9]\d* answers, .* 0 findings, \d+ s\n$/),
    });
    expect(soaked.said).toMatch(/ledger sound: [1-9]\d* entries/);
  }, 300_000);
});
