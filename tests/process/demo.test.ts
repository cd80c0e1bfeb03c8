import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startServer, type ServerProcess } from '../helpers/serverProcess';

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'craftworks-demo-'));
let server: ServerProcess | undefined;

function uri(): string {
  const given = new URL(process.env['TEST_DATABASE_URI'] ?? '');
  given.pathname = `/demo_${process.pid}`;
  return given.href;
}

const env = { DATA_DIR: folder, LOG_DIR: join(folder, 'logs'), MONGODB_URI: uri() };

function run(args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env },
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said: said.join('') }));
  });
}

/** What is written before and after the hire, a line of each kind of payment, of each end, and of each wallet. */
const STORY = [
  'Karim hears notification: Your verification needs a change — What to change: the back side is missing.',
  'Noura sees: National ID, both sides; to others her link is 404, 403',
  'Yasmin hears new_message: Yes. Or write to •••',
  'Karim hears new_message: The door bell is broken: call 01012345678 when you are here at 10:30.',
  'Karim hears job_update: cashConfirmed',
  'Mona hears job_update: Completed',
  'Mona: 4 stars from 1 review',
  'Karim: 5 stars from 1 review',
  'Karim: EGP 600.00 pending, EGP 0.00 to withdraw',
  'fee, out of the deposit: EGP 20.00',
  'Mona sees: EGP 200.00 to Mona, EGP 300.00 to Karim',
  'Karim sees: EGP 200.00 to Mona, EGP 300.00 to Karim',
  'Karim sees: EGP 100.00 to Mona, EGP 400.00 to Karim',
  'Mona sees: EGP 130.00 to Mona, EGP 370.00 to Karim',
  'Mona hears wallet_update: refundDone, EGP 420.00',
  'Karim hears wallet_update: Paid, EGP 200.00',
  'Mona: EGP 40.00 to withdraw, EGP 0.00 pending, EGP 0.00 reserved, EGP 0.00 owed',
  'Karim: EGP 90.00 to withdraw, EGP 1371.50 pending, EGP 0.00 reserved, EGP 0.00 owed',
  'Hassan is in, by WhatsApp',
  'Yasmin: EGP 0.00 to withdraw, EGP 144.00 pending, EGP 0.00 reserved, EGP 0.00 owed',
];

beforeAll(() => chmodSync(folder, 0o755));

afterAll(async () => {
  await server?.end('SIGKILL');
  const connection = await mongoose.createConnection(uri()).asPromise();
  await connection.dropDatabase();
  await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run demo', () => {
  it('plays the whole story against a running server, and the ledger is sound in the end', async () => {
    const seeded = await run(['seeds/main.ts']);
    server = await startServer({ env, entry: 'server.ts' });

    const played = await run(['scripts/demo/main.ts', '--url', server.url]);

    expect(seeded.code).toBe(0);
    expect(played).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^the ledger is sound: .+\n(?:.*\n)*demo ok\n$/m),
    });
    for (const word of STORY) {
      expect(played.said).toContain(word);
    }
    const checked = await run(['scripts/checks/ledger.ts']);
    expect(checked).toMatchObject({ code: 0, said: expect.stringMatching(/ledger sound: [1-9]\d* entries/) });
  }, 180_000);

  it('says what it expected, and fails, where the server is not there', async () => {
    const played = await run(['scripts/demo/main.ts', '--url', 'http://127.0.0.1:9']);

    expect(played.code).toBe(1);
    expect(played.said).not.toContain('demo ok');
  });
});
