/** What is owed to us: taken from what is there, the rest becomes debt. Pure, one function per fact; amounts are what the acts have computed (rules.md, sections 4 and 6). */
import type { Id } from '../../../utils/ids';
import { subtract, type Money } from '../../../utils/money';
import { account, type PlatformAccount, type Purse } from '../accounts';
import { entry, give, take, type Line, type NewEntry } from '../entry';

interface Charge {
  readonly jobId: Id;
  readonly userId: Id;
  readonly amount: Money;
  /** By a decision: the job may have been charged before. */
  readonly disputeId?: Id;
  /** What of it the wallet has; the rest is owed. */
  readonly fromAvailable: Money;
}

const charged = ({ userId, amount, fromAvailable }: Charge, to: PlatformAccount): Line[] => [
  take(account.available(userId), fromAvailable),
  take(account.feeDebt(userId), subtract(amount, fromAvailable)),
  give(account.platform(to), amount),
];

/** A dispute is decided twice at most. */
const decidedBy = (disputeId: Id, isOnAppeal = false): string =>
  isOnAppeal ? `${disputeId}:appeal` : disputeId;

/** Our fee of a job that was paid in cash, or what a decision adds to it. */
export const cashFeeTaken = (f: Charge & { readonly isOnAppeal?: boolean }): NewEntry =>
  entry({
    kind: 'cash.feeTaken',
    id: f.disputeId === undefined ? f.jobId : decidedBy(f.disputeId, f.isOnAppeal),
    refs: { jobId: f.jobId, ...(f.disputeId !== undefined && { disputeId: f.disputeId }) },
    lines: charged(f, 'fees'),
  });

/** What a craftsman pays for coming off late. */
export const penaltyTaken = (f: Charge): NewEntry =>
  entry({
    kind: 'craftsman.penaltyTaken',
    id: f.jobId,
    refs: { jobId: f.jobId },
    lines: charged(f, 'penalties'),
  });

/** A fee that a decision takes back: debt goes first, the rest is the craftsman's again, once that is final. */
export const feeReturned = (f: {
  readonly disputeId: Id;
  readonly jobId: Id;
  readonly craftsmanId: Id;
  readonly amount: Money;
  readonly toDebt: Money;
  readonly isOnAppeal?: boolean;
}): NewEntry =>
  entry({
    kind: 'cash.feeReturned',
    id: decidedBy(f.disputeId, f.isOnAppeal),
    refs: { jobId: f.jobId, disputeId: f.disputeId },
    lines: [
      take(account.platform('fees'), f.amount),
      give(account.feeDebt(f.craftsmanId), f.toDebt),
      give(account.pending(f.craftsmanId), subtract(f.amount, f.toDebt)),
    ],
  });

/** A debt is paid, whole or in part; whoever waits for it gets his part of it. */
export const debtRepaid = (f: {
  readonly repaymentId: Id;
  readonly debtId: Id;
  readonly jobId?: Id;
  readonly purse: 'feeDebt' | 'clawbackDebt';
  readonly debtorId: Id;
  readonly amount: Money;
  readonly from: Extract<Purse, 'available' | 'pending'>;
  /** Who waits for it; to his `pending` where the decision behind it may still be appealed. */
  readonly claim?: { readonly userId: Id; readonly amount: Money; readonly to: 'available' | 'pending' };
}): NewEntry =>
  entry({
    kind: 'debt.repaid',
    id: f.repaymentId,
    refs: { debtId: f.debtId, ...(f.jobId !== undefined && { jobId: f.jobId }) },
    lines: [
      take(account[f.from](f.debtorId), f.amount),
      give(account[f.purse](f.debtorId), f.amount),
      ...(f.claim
        ? [
            take(account.claim(f.claim.userId), f.claim.amount),
            give(account[f.claim.to](f.claim.userId), f.claim.amount),
          ]
        : []),
    ],
  });
