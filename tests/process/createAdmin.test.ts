import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'craftworks-admin-'));
const PASSWORD = 'Harbour-Lantern-42';
let connection: Connection;

function uri(): string {
  const given = new URL(process.env['TEST_DATABASE_URI'] ?? '');
  given.pathname = `/create_admin_${process.pid}`;
  return given.href;
}

interface End {
  readonly code: number | null;
  readonly said: string;
}

/** Runs the script as a person would, with `typed` at its standard input. */
function run(args: readonly string[], typed = ''): Promise<End> {
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    MONGODB_URI: uri(),
    DATA_DIR: folder,
    LOG_DIR: join(folder, 'logs'),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/create-admin.ts', ...args], {
    cwd: ROOT,
    env,
  });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stdin.end(typed);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said: said.join('') }));
  });
}

beforeAll(async () => {
  connection = await mongoose.createConnection(uri()).asPromise();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run create-admin', () => {
  it('makes the first admin with a password from a pipe, which is shown nowhere', async () => {
    const made = await run(['--email', 'Salma@Example.com', '--name', 'Salma Adel'], `${PASSWORD}\n`);
    const twice = await run(['--email', 'salma@example.com', '--password', PASSWORD]);

    const users = await connection.collection('users').find().toArray();
    expect(made.code).toBe(0);
    expect(made.said).not.toContain(PASSWORD);
    expect(users).toMatchObject([
      {
        emailKey: 'salma@example.com',
        firstName: 'Salma',
        lastName: 'Adel',
        roles: ['admin'],
        role: 'admin',
      },
    ]);
    expect(users[0]?.['passwordHash']).toMatch(/^\$2b\$10\$/);
    expect(twice).toMatchObject({ code: 1, said: expect.stringContaining('exists already') });
  });

  it.each([
    ['without an e-mail', { args: [], typed: PASSWORD, reason: 'email' }],
    ['without a password', { args: ['--email', 'hoda@example.com'], typed: '', reason: 'password' }],
    [
      'with a common password',
      { args: ['--email', 'hoda@example.com'], typed: 'password123\n', reason: 'most used' },
    ],
    [
      'with a role that is not of staff',
      { args: ['--email', 'hoda@example.com', '--role', 'client'], typed: PASSWORD, reason: 'role' },
    ],
  ])('makes nobody %s', async (_what, { args, typed, reason }) => {
    const end = await run(args, typed);

    expect(end.code).toBe(1);
    expect(end.said).toContain(reason);
    expect(await connection.collection('users').countDocuments({ emailKey: 'hoda@example.com' })).toBe(0);
  });
});
