/**
 * `npm run create-admin -- --email salma@example.com --name "Salma Adel" [--role moderator] [--password …]`
 * makes an account of staff in the database that the server would use. Without --password it is asked for, or read
 * from a pipe: arguments can be seen by others on the machine.
 */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config';
import { connectDatabase, disconnectDatabase, initModels } from '../src/config/database';
import { makeLogger } from '../src/config/logger';
import { makeContainer } from '../src/container';
import { splitName } from '../src/utils/names';
import { systemActor } from '../src/utils/types/actor';
import { createStaff, type CreateStaffBody } from '../src/validators/admin.validator';
import { joiOptions } from '../src/validators/joi';
import { open } from './local-mongo/open';

const POOL = 5;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Wanted {
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly role: string | undefined;
  readonly password: string | undefined;
}

function readArguments(): Wanted {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { email: text, name: text, role: text, password: text } });
  const { email, name = email?.split('@')[0], role, password } = values;
  return { email, name, role, password };
}

async function main(): Promise<void> {
  const wanted = readArguments();
  const password = wanted.password ?? (await readPassword());
  const body = check({ email: wanted.email, fullName: wanted.name, role: wanted.role, password });
  if (existsSync('.env')) {
    process.loadEnvFile('.env');
  }
  const config = readConfig();
  const { uri, binary: mongodBinary } = config.mongo;
  const { dataDir } = config;
  const database = await open({ uri, mongodBinary, dataDir, say }, { mode: 'owned', borrow: true });
  const logger = makeLogger({ ...config.logs, toConsole: false });
  const { staff, passwords } = makeContainer({ config, logger });
  try {
    await connectDatabase(database.uri, POOL);
    await initModels();
    const { email, role, phone, fullName = '' } = body;
    const given = { email, role, phone, password, ...splitName(fullName), locale: 'en' } as const;
    const { user } = await staff.createStaff(systemActor, given);
    say(`${role} ${user.email ?? ''} was made: ${user._id.toHexString()}`);
  } finally {
    await passwords.stop();
    await disconnectDatabase();
    await database.stop();
    await logger.close();
  }
}

function check(given: object): CreateStaffBody {
  const result = createStaff.body?.validate(given, joiOptions);
  if (!result || result.error) {
    throw new Error(result?.error?.message ?? 'the arguments are not readable');
  }
  return result.value;
}

/** From the keyboard without showing it, or the first line of a pipe. */
async function readPassword(): Promise<string> {
  const isKeyboard = process.stdin.isTTY;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isKeyboard });
  if (isKeyboard) {
    process.stdout.write('Password: ');
  }
  const password = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  if (isKeyboard) {
    process.stdout.write('\n');
  }
  if (password === '') {
    throw new Error('a password is needed: --password, the keyboard, or a pipe');
  }
  return password;
}

/** What the user did is no fault of the program: a message, and no stack. */
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
