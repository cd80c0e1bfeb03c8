import { spawn, type ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { identify } from '../processes';
import { STOP_REQUEST, type KeeperConfig, type KeeperMessage } from './config';

/** Starts the keeper's process and hears from it. */

const RELAUNCH_PAUSE_MS = 200;
const START_PATIENCE_MS = 90_000;

export type LaunchOutcome = { readonly kind: 'busy' } | { readonly kind: 'ready'; readonly keeper: Keeper };

export interface Keeper {
  readonly port: number;
  /** Lets the database end, and returns when it has. */
  stop(): Promise<void>;
  /** Lets the keeper run on its own. */
  detach(): void;
}

/** The same code runs under tsx and from the build: what this file is, the keeper's main file is too. */
function keeperCommand(config: KeeperConfig): string[] {
  const extension = extname(__filename);
  const loader = extension === '.ts' ? ['--import', pathToFileURL(require.resolve('tsx')).href] : [];
  return [...loader, join(__dirname, `main${extension}`), JSON.stringify(config)];
}

async function spawnKeeper(config: KeeperConfig): Promise<ChildProcess> {
  const log = await open(join(config.folder, 'keeper.log'), 'a');
  try {
    return spawn(process.execPath, keeperCommand(config), {
      detached: true, // a Ctrl-C in the owner's terminal is the owner's affair
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
      cwd: '/',
    });
  } finally {
    await log.close();
  }
}

/** Waits for the keeper's verdict: it serves, another has the folder, or it failed. */
function verdictOf(child: ChildProcess, folder: string, say: (line: string) => void): Promise<KeeperMessage> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void =>
      reject(new Error(`the local database did not start: ${reason} (see the logs in ${folder})`));
    const timer = setTimeout(() => fail('no answer in time'), START_PATIENCE_MS);
    child.on('message', (message: KeeperMessage) => {
      if (message.kind === 'said') {
        return say(message.line);
      }
      clearTimeout(timer);
      return message.kind === 'failed' ? fail(message.message) : resolve(message);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`its process ended (${signal ?? `code ${code}`})`);
    });
  });
}

/** Neither the process nor its channel keeps the owner from ending. */
function letOwnerEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function stopAndWait(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.ref();
    child.once('exit', () => resolve());
    if (child.connected) {
      child.send(STOP_REQUEST);
    } else {
      child.kill('SIGTERM');
    }
  });
}

/** Starts a keeper; should an owned one be killed, another takes its place on the same data and port. */
export async function launchKeeper(
  wanted: KeeperConfig,
  say: (line: string) => void,
): Promise<LaunchOutcome> {
  const config: KeeperConfig =
    wanted.mode === 'owned' ? { ...wanted, owner: await identify(process.pid) } : wanted;
  let stopping = false;
  let child = await spawnKeeper(config);
  const verdict = await verdictOf(child, config.folder, say);
  if (verdict.kind !== 'ready') {
    return { kind: 'busy' };
  }

  function watch(): void {
    letOwnerEnd(child);
    child.once('exit', () => {
      if (!stopping) {
        say('the database process ended; starting it again');
        setTimeout(() => void relaunch(), RELAUNCH_PAUSE_MS).unref();
      }
    });
  }

  async function relaunch(): Promise<void> {
    if (stopping) {
      return;
    }
    try {
      child = await spawnKeeper(config);
      await verdictOf(child, config.folder, say);
      watch();
    } catch (error) {
      say(`the database process did not start again: ${String(error)}`);
      setTimeout(() => void relaunch(), START_PATIENCE_MS / 10).unref();
    }
  }

  watch();
  return {
    kind: 'ready',
    keeper: {
      port: verdict.port,
      stop() {
        stopping = true;
        return stopAndWait(child);
      },
      detach() {
        stopping = true;
        if (child.connected) {
          child.disconnect();
        }
      },
    },
  };
}
