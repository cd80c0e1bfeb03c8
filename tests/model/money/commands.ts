import fc from 'fast-check';
import { hours, minutes } from '../../../src/utils/clock';
import { CLIENTS, CRAFTSMEN, type Deal, type MoneyWorld, type Side } from './pureMoney';

/** What is done to a job by one of its sides, or by staff. */
export const DEEDS = [
  ...(['pay', 'setOut', 'start', 'submit', 'complete', 'release', 'cancel', 'absent'] as const),
  ...(['propose', 'agree', 'refuse', 'confirm', 'dispute', 'settle'] as const),
] as const;
export type Deed = (typeof DEEDS)[number];
/** What is done besides: hires, wallets, and what goes on at the provider. */
export const AFFAIRS = [
  ...(['hire', 'topUp', 'withdraw', 'wait'] as const),
  ...(['payer', 'deliver', 'transfer', 'bounce', 'mood'] as const),
] as const;
export type Affair = (typeof AFFAIRS)[number];
export type Verb = Deed | Affair;

/** Whether it is done to a job. */
export const isDeed = (verb: Verb): verb is Deed => DEEDS.some((deed) => deed === verb);

/** Dice; what they mean depends on the world in which the command is done. */
export interface Dice {
  readonly verb: number;
  /** Nine of ten times about a job, where there is one. */
  readonly about: number;
  readonly job: number;
  readonly side: number;
  readonly option: number;
  /** A share of what can be meant, in ten-thousandths; odd ones make odd piastres. */
  readonly share: number;
}

/** One thing that is done. */
export interface MoneyCommand {
  readonly verb: Verb;
  readonly job: number;
  readonly side: Side;
  readonly option: number;
  readonly share: number;
}

export const dice: fc.Arbitrary<Dice> = fc.record({
  verb: fc.nat(999),
  about: fc.nat(9),
  job: fc.nat(9),
  side: fc.nat(1),
  option: fc.nat(59),
  share: fc.integer({ min: 1, max: 10_000 }),
});

const MOST_JOBS = 4;

/** What is often done to a job that stands so. */
const OFTEN: Readonly<Record<string, readonly Verb[]>> = {
  unpaid: [
    ...(['pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'pay'] as const),
    ...(['payer', 'payer', 'payer', 'payer', 'payer', 'payer', 'deliver', 'deliver'] as const),
    ...(['cancel', 'wait'] as const),
  ],
  Hired: [
    ...(['setOut', 'setOut', 'setOut', 'setOut', 'setOut', 'start', 'start', 'start', 'start'] as const),
    ...(['cancel', 'complete', 'propose', 'wait', 'wait'] as const),
  ],
  'On The Way': ['start', 'start', 'start', 'wait', 'wait', 'cancel', 'complete', 'dispute'],
  late: ['absent', 'absent', 'absent', 'start', 'cancel', 'dispute'],
  'In Progress': [
    'release',
    'release',
    'submit',
    'submit',
    'complete',
    'complete',
    'complete',
    'propose',
    'dispute',
  ],
  asked: ['agree', 'agree', 'agree', 'refuse', 'start', 'complete', 'cancel', 'dispute'],
  agreed: ['pay', 'pay', 'pay', 'payer', 'payer', 'deliver', 'complete', 'cancel'],
  cash: ['confirm', 'confirm', 'confirm', 'dispute', 'wait'],
  Completed: ['dispute', 'dispute', 'dispute', 'withdraw', 'hire', 'wait'],
  decided: ['bounce', 'transfer', 'transfer', 'deliver', 'withdraw', 'topUp', 'hire', 'hire', 'wait'],
  Cancelled: ['bounce', 'bounce', 'transfer', 'transfer', 'deliver', 'withdraw', 'hire', 'hire', 'wait'],
  Disputed: ['settle', 'settle', 'settle', 'settle', 'settle', 'wait', 'transfer'],
};

/** How long after the agreed hour somebody may be reported absent. */
const NO_SHOW_MS = minutes(30);

/** What a job waits for, the first that holds; else it stands as its status says. */
function moodOf(deal: Deal, now: number): string {
  const { status, type, isFirm, isDecided, extra, cash } = deal;
  const isOver = ['Completed', 'Disputed', 'Cancelled'].includes(status);
  const moods: readonly (readonly [boolean, string])[] = [
    [isDecided, 'decided'],
    [status === 'Completed' && type !== 'Escrow' && cash === null, 'cash'],
    [isOver, status],
    [!isFirm, 'unpaid'],
    [extra !== null, extra?.isAgreed === true ? 'agreed' : 'asked'],
    [isLate(deal, now), 'late'],
  ];
  return moods.find(([holds]) => holds)?.[1] ?? status;
}

const isLate = ({ status, startsAt }: Deal, now: number): boolean =>
  status !== 'In Progress' && startsAt !== null && startsAt + NO_SHOW_MS <= now;

const chosen = <T>(from: readonly T[], roll: number): T => from[roll % from.length] as T;

const BESIDES: readonly Verb[] = [
  ...AFFAIRS,
  ...(['hire', 'withdraw', 'deliver', 'payer', 'transfer', 'bounce'] as const),
];

/** What the dice say in this world: mostly something that can be done; `idle` would change nothing. */
export function commandOf(
  { deals, now }: MoneyWorld,
  { verb: roll, about, job: at, ...rest }: Dice,
  idle: readonly Verb[],
): MoneyCommand {
  const job = at < 6 ? deals.length - 1 : at % Math.max(deals.length, 1);
  const deal = deals[job];
  const often = deal && about < 9 ? (OFTEN[moodOf(deal, now)] ?? BESIDES) : BESIDES;
  const said = chosen(
    often.filter((verb) => !idle.includes(verb)),
    roll,
  );
  const verb = said === 'hire' && deals.length >= MOST_JOBS ? 'wait' : said;
  return {
    verb: deal ? verb : 'hire',
    job: Math.max(job, 0),
    side: rest.side === 0 ? 'client' : 'craftsman',
    option: rest.option,
    share: rest.share,
  };
}

/** Who is hired by whom, for how much and how soon. */
export function hireOf({ option, share }: MoneyCommand) {
  return {
    client: chosen(CLIENTS, option),
    craftsman: chosen(CRAFTSMEN, Math.floor(option / 2)),
    type: chosen(['Escrow', 'Escrow', 'CashProtected', 'Cash'] as const, Math.floor(option / 4)),
    // From 1 to 3,000 pounds and some piastres: the caps of the fees are within.
    price: 100 + share * 30 + option,
    startsInHours: chosen([null, 0, 3, 40], option),
  };
}

/** How long the clock is moved on: one time in two until somebody is late for the job. */
export function waitOf({ option }: MoneyCommand, { startsAt }: Pick<Deal, 'startsAt'>, now: number): number {
  const untilLate = startsAt === null ? 0 : startsAt + NO_SHOW_MS + minutes(1) - now;
  return option % 2 === 0 && untilLate > 0
    ? untilLate
    : hours(chosen([1 / 6, 1 / 6, 1, 2, 5, 23, 25, 49, 73, 24 * 8, 24 * 32], option));
}

/** A part of something, of one piastre at least. */
export const shareOf = ({ share }: MoneyCommand, whole: number): number =>
  Math.max(1, Math.floor((whole * share) / 10_000));
