import { hours, minutes } from '../../../src/utils/clock';

/**
 * Who gains and who pays what by a job, in piastres (rules.md, sections 4 to 6), as plain data. What happened is told by
 * the world, what it comes to is worked out here alone: no ledger, no purse, no provider. However money came in and went
 * out, late, twice or failed, nobody gains or pays anything by that.
 */

/** Users by number: two clients, two craftsmen. */
export type Who = number;
export const CLIENTS: readonly Who[] = [0, 1];
export const CRAFTSMEN: readonly Who[] = [2, 3];

export type PaymentType = 'Escrow' | 'CashProtected' | 'Cash';
export type Side = 'client' | 'craftsman';

/** A job from its hire on. */
export interface Deal {
  readonly client: Who;
  readonly craftsman: Who;
  readonly type: PaymentType;
  readonly hiredAt: number;
  readonly startsAt: number | null;
  price: number;
  /** What an earlier decision about the cash has said counts. */
  counted: number | null;
  status: string;
  isFirm: boolean;
  extra: { readonly amount: number; isAgreed: boolean } | null;
  extrasFunded: number;
  held: number;
  /** What has left the hold otherwise than back to the client, our fee included. */
  released: number;
  fee: number;
  isWaived: boolean | null;
  readonly said: Partial<Record<Side, number>>;
  /** What was paid by hand, once it is confirmed. */
  cash: number | null;
  dispute: { readonly kind: 'work' | 'cashDifference'; readonly from: string } | null;
  /** Whether staff has said who gets what; nobody argues about it again. */
  isDecided: boolean;
  readonly gains: Record<Side | 'platform', number>;
}

export interface MoneyWorld {
  now: number;
  /** How many jobs of a craftsman are free of the fee. */
  readonly freeJobs: number;
  readonly deals: Deal[];
}

/** What has become of a job meanwhile: facts without any sum. */
export interface Happened {
  readonly status: string;
  readonly isFirm: boolean;
  readonly isConfirmed: boolean;
  /** How many extra prices have been paid in, ever. */
  readonly extrasFunded: number;
  readonly isWaived: boolean | null;
}

const part = (amount: number, bps: number): number => Math.floor((amount * bps + 5_000) / 10_000);
const FEE_BPS = 500;
/** The platform's fee for a price. */
export const feeOf = (price: number): number => part(price, FEE_BPS);
const wholeFee = ({ price, isWaived }: Deal): number => (isWaived === true ? 0 : feeOf(price));
const clamp = (amount: number, most: number): number => Math.max(0, Math.min(amount, most));

type NewDeal = Pick<Deal, 'client' | 'craftsman' | 'type' | 'hiredAt' | 'startsAt' | 'price'>;

/** A job at its hire. */
export const newDeal = (given: NewDeal): Deal => ({
  ...given,
  counted: null,
  status: 'Hired',
  isFirm: false,
  extra: null,
  extrasFunded: 0,
  held: 0,
  released: 0,
  fee: 0,
  isWaived: null,
  said: {},
  cash: null,
  dispute: null,
  isDecided: false,
  gains: { client: 0, craftsman: 0, platform: 0 },
});

/** What the client pays in before the hire is firm. */
function dueAtHire({ type, price }: Deal): number {
  const due = { Cash: 0, Escrow: price, CashProtected: Math.max(feeOf(price), part(price, 1_500)) };
  return due[type];
}

function fund(deal: Deal, amount: number): void {
  deal.held += amount;
  deal.gains.client -= amount;
}

function release(deal: Deal, gross: number, due: number): void {
  const fee = clamp(due, gross);
  deal.held -= gross;
  deal.released += gross;
  deal.fee += fee;
  deal.gains.craftsman += gross - fee;
  deal.gains.platform += fee;
}

/** A part before the work is done: the fees of the parts come to the whole one. */
export function releasePart(deal: Deal, amount: number): void {
  const share = Math.floor((wholeFee(deal) * Math.min(deal.released + amount, deal.price)) / deal.price);
  release(deal, amount, share - deal.fee);
}

/** Somebody agrees to an extra price: where the rest is paid by hand, it counts at once. */
export function agreeToExtra(deal: Deal): void {
  if (!deal.extra) {
    return;
  }
  if (deal.type === 'Escrow') {
    deal.extra.isAgreed = true;
  } else {
    deal.price += deal.extra.amount;
    deal.extra = null;
  }
}

/** What happened by itself, or by a payment; in the order in which it can happen. */
export function follow(deal: Deal, happened: Happened): void {
  followFunding(deal, happened);
  const { status, isConfirmed } = happened;
  if (status === 'Completed' && isRunning(deal) && deal.type === 'Escrow') {
    release(deal, deal.held, wholeFee(deal) - deal.fee);
  }
  if (isConfirmed && deal.cash === null) {
    confirmCash(deal);
  }
  deal.extra = isRunning(happened) || status === 'Disputed' ? deal.extra : null;
  deal.status = status;
}

function followFunding(deal: Deal, { isFirm, extrasFunded }: Happened): void {
  if (isFirm && !deal.isFirm) {
    deal.isFirm = true;
    fund(deal, dueAtHire(deal));
  }
  if (extrasFunded > deal.extrasFunded && deal.extra?.isAgreed === true) {
    fund(deal, deal.extra.amount);
    deal.extrasFunded += 1;
    deal.price += deal.extra.amount;
    deal.extra = null;
  }
}

const isRunning = ({ status }: Pick<Deal, 'status'>): boolean =>
  ['Hired', 'On The Way', 'In Progress'].includes(status);

/** A deposit pays the fee as far as it goes; the rest the craftsman pays or owes. */
function confirmCash(deal: Deal): void {
  deal.cash = deal.said.client ?? deal.said.craftsman ?? deal.price;
  release(deal, deal.held, wholeFee(deal) - deal.fee);
  charge(deal, 'craftsman', wholeFee(deal) - deal.fee);
  deal.fee = wholeFee(deal);
}

function charge(deal: Deal, side: Side, amount: number): void {
  deal.gains[side] -= amount;
  deal.gains.platform += amount;
}

const COSTS = {
  late: { client: 1_500, cap: 30_000, share: 5_000, craftsman: 500 },
  onTheWay: { client: 3_000, cap: 60_000, share: 8_000, craftsman: 1_000 },
} as const;
const PENALTY_CAP = 20_000;

/** Which of the figures apply when one side cancels now; `null`: it is free. */
function bandOf({ status, isFirm, hiredAt, startsAt }: Deal, now: number): keyof typeof COSTS | null {
  if (status === 'On The Way') {
    return 'onTheWay';
  }
  const isFree = !isFirm || now <= hiredAt + minutes(5) || startsAt === null || now + hours(24) <= startsAt;
  return isFree ? null : 'late';
}

/** One side cancels, or was not there. */
export function endEarly(
  deal: Deal,
  { by, why, now }: { readonly by: Side; readonly why: 'cancel' | 'absent'; readonly now: number },
): void {
  const { held } = deal;
  deal.gains.client += held;
  deal.held = 0;
  const isClientAbsent = why === 'absent' && by === 'craftsman';
  const band = why === 'cancel' ? bandOf(deal, now) : isClientAbsent ? 'onTheWay' : null;
  if (band === null) {
    return;
  }
  const { client, cap, share, craftsman } = COSTS[band];
  if (by === 'client' || isClientAbsent) {
    const fee = Math.min(part(deal.price, client), cap);
    deal.released += Math.min(fee, held);
    charge(deal, 'client', fee);
    charge(deal, 'craftsman', -part(fee, share));
  } else {
    charge(deal, 'craftsman', Math.min(part(deal.price, craftsman), PENALTY_CAP));
  }
}

/** What everybody gains by all jobs together: by their numbers, and the platform. */
export function gainsOf({ deals }: MoneyWorld): Record<string, number> {
  const gains: Record<string, number> = { platform: 0 };
  [...CLIENTS, ...CRAFTSMEN].forEach((who) => (gains[who] = 0));
  for (const { client, craftsman, gains: by } of deals) {
    gains[client] = (gains[client] ?? 0) + by.client;
    gains[craftsman] = (gains[craftsman] ?? 0) + by.craftsman;
    gains['platform'] = (gains['platform'] ?? 0) + by.platform;
  }
  return gains;
}

type Waivers = readonly Deal['isWaived'][];

/**
 * What one step has done to waivers against the rules: of the jobs in which it was decided whether they are free of our
 * fee, as many are as were left. A refund gives one back, for a later job; what is decided of a job stays.
 */
export const waiverFaults = (before: Waivers, { deals, freeJobs }: MoneyWorld): string[] =>
  CRAFTSMEN.flatMap((who) => {
    const mine = deals.flatMap(({ craftsman, isWaived: is }, index) =>
      craftsman === who ? [{ was: before[index] ?? null, is }] : [],
    );
    const count = (of: (one: (typeof mine)[number]) => boolean): number => mine.filter(of).length;
    const taken = count(({ was }) => was === true);
    const givenBack = count(({ was, is }) => was === true && is === null);
    const decided = count(({ was, is }) => was === null && is !== null);
    const waived = count(({ was, is }) => was === null && is === true);
    const turned = count(({ was, is }) => was !== null && is !== null && was !== is);
    const [least = 0, most = 0] = [taken, taken - givenBack].map((used) =>
      Math.min(decided, Math.max(0, freeJobs - used)),
    );
    return turned > 0 || waived < least || waived > most
      ? [`craftsman ${who}: ${waived} of ${decided} free, ${taken} before, ${turned} turned`]
      : [];
  });
