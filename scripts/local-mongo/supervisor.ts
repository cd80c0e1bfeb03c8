import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A database process that can be started again and again on the same data. */
export interface Engine {
  readonly name: string;
  /** Starts the process. */
  launch(): Promise<ChildProcess>;
  /** Whether it serves now. */
  isServing(): Promise<boolean>;
  /** Ends it in an orderly way; returns when it is gone. */
  stop(pid: number): Promise<void>;
}

export interface SupervisedEngine {
  stop(): Promise<void>;
}

const START_PATIENCE_MS = 60_000;
const POLL_MS = 25;
const LONGEST_PAUSE_MS = 2_000;
const MOST_DEATHS_AT_START = 6;
const SETTLED_AFTER_MS = 5_000;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Starts an engine, returns when it serves, and starts it again whenever it dies. */
export async function supervise(engine: Engine, log: (line: string) => void): Promise<SupervisedEngine> {
  let child: ChildProcess | undefined;
  let stopping = false;
  let pauseMs = 0;
  let deaths = 0;

  async function relaunch(): Promise<void> {
    const launchedAt = Date.now();
    const launched = await engine.launch();
    child = launched;
    launched.once('exit', (code, signal) => void onExit(launchedAt, signal ?? `code ${code}`));
    launched.once('error', (error) => void onExit(launchedAt, error.message));
  }

  async function onExit(launchedAt: number, how: string): Promise<void> {
    if (stopping) {
      return;
    }
    deaths += 1;
    pauseMs = Date.now() - launchedAt > SETTLED_AFTER_MS ? 0 : Math.min(pauseMs * 2 + 50, LONGEST_PAUSE_MS);
    log(`${engine.name} ended (${how}); starting it again${pauseMs > 0 ? ` in ${pauseMs} ms` : ''}`);
    await sleep(pauseMs);
    if (!stopping) {
      await relaunch().catch((error: unknown) => void onExit(Date.now(), String(error)));
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (child?.pid !== undefined && !hasEnded(child)) {
      await engine.stop(child.pid);
    }
  }

  await relaunch();
  for (const deadline = Date.now() + START_PATIENCE_MS; !(await engine.isServing()); await sleep(POLL_MS)) {
    if (Date.now() > deadline || deaths > MOST_DEATHS_AT_START) {
      await stop();
      throw new Error(`${engine.name} does not start`);
    }
  }
  return { stop };
}
