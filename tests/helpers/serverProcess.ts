import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** All that it printed so far. */
  output(): string;
  /** Sends a signal and waits for the end; gives the exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface ServerOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Seen from the repository's root. */
  readonly entry?: string;
}

const ROOT = join(__dirname, '../..');
const LOADER = join(ROOT, 'tests/setup/typescript.js');
const PATIENCE_MS = 60_000;

/** Starts the server as a process of its own and waits until it listens; it must be ended by the test. */
export async function startServer({
  env,
  entry = 'tests/support/probeServer.ts',
}: ServerOptions): Promise<ServerProcess> {
  return watch(launch(env, entry))();
}

/** Reads along what a process prints; the function waits until it listens. */
function watch(child: ChildProcess): () => Promise<ServerProcess> {
  const printed: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const output = (): string => printed.join('');
  return async () => {
    const url = await listening(child, output);
    const end = async (signal: NodeJS.Signals): Promise<number | null> => {
      await ended(child, signal);
      return child.exitCode;
    };
    return { url, pid: child.pid ?? 0, output, end };
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited =
    child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill(signal);
  await exited;
}

/** A server that is loaded and does not run yet. */
export interface PreparedServer {
  /** Lets it run, with this line on its input, and waits until it listens. */
  start(line: string): Promise<ServerProcess>;
  /** Ends it where it was not needed. */
  end(): Promise<void>;
}

/** Starts the process of an entry that waits for a line of its input; it must be ended by the test. */
export function prepareServer({
  env,
  entry = 'tests/support/crashServer.ts',
}: ServerOptions): PreparedServer {
  const child = launch(env, entry, 'pipe');
  const serving = watch(child);
  return {
    start(line) {
      child.stdin?.write(`${line}\n`);
      return serving();
    },
    end: () => ended(child, 'SIGKILL'),
  };
}

/** Starts the server where it must refuse to run; gives its exit code and what it said. */
export async function startRefused({
  env,
  entry = 'server.ts',
}: ServerOptions): Promise<{ code: number | null; said: string }> {
  const child = launch(env, entry);
  const printed: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await once(child, 'close');
  clearTimeout(timer);
  return { code: child.exitCode, said: printed.join('') };
}

function launch(
  env: Readonly<Record<string, string>>,
  entry: string,
  input: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: process.env['CI'] };
  return spawn(process.execPath, ['--require', LOADER, entry], {
    cwd: ROOT,
    env: { ...inherited, PORT: '0', ...env },
    stdio: [input, 'pipe', 'pipe'],
  });
}

function listening(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      const url = /listens on (\S+)/.exec(output())?.[1];
      if (url) {
        clearTimeout(timer);
        resolve(url);
      }
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server does not listen:\n${output()}`));
    }, PATIENCE_MS);
    child.stdout?.on('data', give);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`the server ended:\n${output()}`));
    });
  });
}
