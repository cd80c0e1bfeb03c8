import { days, hours } from '../../src/utils/clock';
import {
  move,
  sides,
  tell,
  type ModelInvitation,
  type ModelJob,
  type ModelQuote,
  type Who,
  type World,
} from './pureModel';

/** One thing that somebody does; numbers stand for users, jobs, quotes of a job in their order, hours. */
export interface Command {
  readonly verb: string;
  readonly by: Who;
  readonly job: number;
  /** Which quote of the job. */
  readonly quote: number;
  /** Whom an invitation is for. */
  readonly craftsman: Who;
  /** A choice among the ways in which this can be done. */
  readonly option: number;
}

export const OK = 200;
export const INVALID = 400;
export const NEVER = 403;
export const NOT_THERE = 404;
export const NOT_NOW = 409;

/** A command with what it is about. */
export interface Seen {
  readonly world: World;
  readonly job: ModelJob;
  readonly quote: ModelQuote | undefined;
  readonly invitation: ModelInvitation | undefined;
  readonly command: Command;
}

/** How long the clock is moved on. */
export const STEPS: readonly number[] = [1 / 6, 1, 3, 23, 25, 73, 7 * 24 + 1, 26 * 24, 31 * 24].map(hours);
/** Hours until the start that a quote names; `null` names none. */
export const STARTS = [null, 2, 30] as const;
/** Other times: in hours, a day, and one that is over. */
export const TIMES = [
  { inMs: hours(3), hasTime: true },
  { inMs: days(2), hasTime: false },
  { inMs: -hours(1), hasTime: true },
] as const;
/** The way of paying is another one only where that is too late: everything here is paid in cash. */
export const EDITS = ['description', 'title', 'nothing', 'date', 'paymentType'] as const;
export const chosen = <T>(from: readonly T[], option: number): T => from[option % from.length] as T;

export const isHired = ({ job, command }: Seen): boolean => job.hired === command.by;
export const isOwner = ({ job, command }: Seen): boolean => job.client === command.by;
export const party = (seen: Seen): boolean => isOwner(seen) || isHired(seen);
/** The first of the pairs that holds says how it ends. */
export const first = (...refusals: readonly (readonly [boolean, number])[]): number =>
  refusals.find(([holds]) => holds)?.[1] ?? OK;
export const side = (seen: Seen): 'client' | 'craftsman' => (isOwner(seen) ? 'client' : 'craftsman');
export const on = (job: ModelJob, ...states: readonly string[]): boolean => states.includes(job.state);

/** How a command is refused, and what it changes when it is not. */
export interface Rule {
  readonly refuse: (seen: Seen) => number;
  readonly happen: (seen: Seen) => void;
}

export const ownersOnly = (seen: Seen, ...more: readonly (readonly [boolean, number])[]): number =>
  first([!isOwner(seen), NOT_THERE], ...more);
/** Of the hired craftsman alone; the owner may never. */
export const hiredOnly = (seen: Seen, ...more: readonly (readonly [boolean, number])[]): number =>
  first([!party(seen), NOT_THERE], [!isHired(seen), NEVER], ...more);
export const ownerOfHired = (seen: Seen, ...more: readonly (readonly [boolean, number])[]): number =>
  first([!party(seen), NOT_THERE], [!isOwner(seen), NEVER], ...more);
export const partiesOnly = (seen: Seen, ...more: readonly (readonly [boolean, number])[]): number =>
  first([!party(seen), NOT_THERE], ...more);

export const startOf = ({ world, command }: Seen): number | null => {
  const inHours = chosen(STARTS, command.option);
  return inHours === null ? null : world.now + hours(inHours);
};
export const hasHour = (at: number): boolean => at % days(1) !== 0;

export function statusChanged({ world, job, command: { by } }: Seen, event: string, to: string): void {
  move(job, event, { to, by });
  tell(world, job, { event: 'job.statusChanged', to: sides(job) });
}
