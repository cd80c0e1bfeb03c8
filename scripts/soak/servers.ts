import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
/** Half the start of tsx, which is paid for each kill. */
const LOADER = join(ROOT, 'tests', 'setup', 'typescript.js');
const PATIENCE_MS = 60_000;

/** One server after the other, on one port; the next one is made ready while the last one serves. */
export interface Servers {
  /** Starts the next one, its clock so much ahead; listens when it resolves. */
  start(aheadMs: number): Promise<void>;
  /** Ends it by `kill -9` of its process. */
  kill(): Promise<void>;
  /** Whatever runs is ended. */
  close(): Promise<void>;
  /** What the servers have printed on their standard error. */
  complaints(): string;
}

/** Makes the servers of one soak; each is a process of its own with this environment. */
export function makeServers(env: Readonly<Record<string, string>>): Servers {
  const complained: string[] = [];
  const spawnOne = (): ChildProcess => {
    const child = spawn(process.execPath, ['--require', LOADER, join(__dirname, 'soakServer.ts')], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => complained.push(chunk.toString()));
    return child;
  };
  let ready: ChildProcess | undefined;
  let running: ChildProcess | undefined;
  return {
    async start(aheadMs) {
      const next = ready ?? spawnOne();
      running = next;
      const listens = printed(next, /listens on/);
      next.stdin?.write(`${aheadMs}\n`);
      await listens;
      ready = spawnOne();
    },
    async kill() {
      await end(running);
      running = undefined;
    },
    async close() {
      await end(running);
      await end(ready);
    },
    complaints: () => complained.join(''),
  };
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Resolves when the process has printed this; rejects when it ends or takes too long. */
function printed(child: ChildProcess, expected: RegExp): Promise<void> {
  return new Promise((done, reject) => {
    let said = '';
    const fail = (): void => reject(new Error(`the server did not come up:\n${said}`));
    const timer = setTimeout(fail, PATIENCE_MS);
    child.once('exit', fail);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (expected.test(said)) {
        clearTimeout(timer);
        child.off('exit', fail);
        child.stdout?.removeAllListeners('data').resume();
        done();
      }
    });
  });
}
