import type { Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';

/** Which side of zero a projected account must stay on; `free`: rolled up from its lines, touched by no posting. */
export type BalanceRule = 'neverBelowZero' | 'neverAboveZero' | 'free';

export const PURSES = ['available', 'pending', 'payout', 'claim', 'feeDebt', 'clawbackDebt'] as const;
/** What a user has (available, pending, payout, claim: never below zero) or owes (the debts: never above). */
export type Purse = (typeof PURSES)[number];

export const HOLD_SUBJECTS = ['job', 'refund', 'dispute', 'order'] as const;
/** What money is held for: a job's escrow or deposit, a refund under way, a sum in dispute, an order. */
export type HoldSubject = (typeof HOLD_SUBJECTS)[number];

export const PLATFORM_ACCOUNTS = ['fees', 'penalties', 'promotions', 'providerCosts', 'adjustments'] as const;
export type PlatformAccount = (typeof PLATFORM_ACCOUNTS)[number];

/**
 * One account of the ledger, in any currency; its stored name ends in the currency. What we owe is above zero, what we
 * have or are owed is below: money that a gateway keeps for us stands below zero on its clearing account.
 */
export interface Account {
  readonly path: string;
  readonly rule: BalanceRule;
  readonly userId?: Id;
}

const DEBTS: readonly Purse[] = ['feeDebt', 'clawbackDebt'];

const purse =
  (name: Purse) =>
  (userId: Id): Account => ({
    path: `user:${userId}:${name}`,
    rule: DEBTS.includes(name) ? 'neverAboveZero' : 'neverBelowZero',
    userId,
  });

const free = (path: string): Account => ({ path, rule: 'free' });

/** Every account there is, by name (rules.md, section 4). */
export const account = {
  available: purse('available'),
  pending: purse('pending'),
  payout: purse('payout'),
  claim: purse('claim'),
  feeDebt: purse('feeDebt'),
  clawbackDebt: purse('clawbackDebt'),
  hold: (subject: HoldSubject, id: Id): Account => ({
    path: `hold:${subject}:${id}`,
    rule: 'neverBelowZero',
  }),
  platform: (name: PlatformAccount): Account => free(`platform:${name}`),
  /** Money on its way in: what the gateway has captured for us and not paid back. */
  gateway: (name: string): Account => free(`gateway:${name}:clearing`),
  /** Money on its way out. */
  payoutGateway: (name: string): Account => free(`payout:${name}:clearing`),
} as const;

/** The name under which an account is stored. */
export const nameOf = ({ path }: Account, currency: Currency): string => `${path}:${currency}`;

/** The stored name of one of a user's purses. */
export const purseName = (userId: Id, name: Purse, currency: Currency): string =>
  nameOf(account[name](userId), currency);

/** The stored name of a hold. */
export const holdName = (subject: HoldSubject, id: Id, currency: Currency): string =>
  nameOf(account.hold(subject, id), currency);

/** The side of zero on which the account of a stored name must stay. */
export function ruleOf(name: string): BalanceRule {
  const [kind, , purseOrSubject] = name.split(':');
  if (kind === 'user') {
    return DEBTS.some((debt) => debt === purseOrSubject) ? 'neverAboveZero' : 'neverBelowZero';
  }
  return kind === 'hold' ? 'neverBelowZero' : 'free';
}
