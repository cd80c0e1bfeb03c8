import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Knows processes by pid *and* start time, so that a recycled pid is never taken for the old process. */

const run = promisify(execFile);
const POLL_MS = 20;
const START_TIME_FIELD = 19; // of /proc/PID/stat, counted from the state that follows the name

export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

const nothing = (): undefined => undefined;

/** When the process began, in the system's own notation; undefined if there is no such process. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    return (await describedByPs(pid, 'lstart')) || undefined;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(nothing);
  const [state, ...rest] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined || state === 'Z' ? undefined : rest[START_TIME_FIELD - 1];
}

/** Names a living process so that it can be recognised later. */
export async function identify(pid: number): Promise<ProcessIdentity> {
  const startedAt = await startTimeOf(pid);
  if (startedAt === undefined) {
    throw new Error(`there is no process ${pid}`);
  }
  return { pid, startedAt };
}

/** Whether the very process that was identified still runs. */
export async function lives({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(pid)) === startedAt;
}

/** The program and arguments of a process; empty if there is none. */
export async function commandLineOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') {
    return (await describedByPs(pid, 'command')) ?? '';
  }
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(nothing);
  return text?.replaceAll('\0', ' ').trim() ?? '';
}

async function describedByPs(pid: number, field: string): Promise<string | undefined> {
  const answer = await run('ps', ['-o', `${field}=`, '-p', String(pid)]).catch(nothing); // none: no such process
  return answer?.stdout.trim();
}

/** Sends a signal; a process that is gone already needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** Whether the process ended within the time. */
export async function endsWithin(who: ProcessIdentity, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; await lives(who); await sleep(POLL_MS)) {
    if (Date.now() > deadline) {
      return false;
    }
  }
  return true;
}

/** Asks a process to end, and makes it end when it does not in time. */
export async function endProcess(pid: number, request: NodeJS.Signals, patienceMs: number): Promise<void> {
  const startedAt = await startTimeOf(pid);
  if (startedAt === undefined) {
    return;
  }
  signal(pid, request);
  if (!(await endsWithin({ pid, startedAt }, patienceMs))) {
    signal(pid, 'SIGKILL');
    await endsWithin({ pid, startedAt }, patienceMs);
  }
}
