import { DebtModel, type Debt, type DebtReason } from '../../models/debt.model';
import type { Clock } from '../../utils/clock';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { isZero, least, subtract, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Earnings } from '../earnings/earnings';
import { balancesOf } from '../ledger/balances';
import type { NewEntry } from '../ledger/entry';
import type { Ledger } from '../ledger/ledger.service';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import { makeOpenClawback, type Clawback } from './clawback';
import { countFees, touchDebtor } from './debtor';
import { makeForgiveClawback, makeForgiveFee, type Forgiving } from './forgiving';
import { remindsFrom } from './reminders';
import { makeRepayDebts, type Repaying } from './repaying';

/** What somebody is to pay because of a job. */
export interface Charging {
  readonly userId: Id;
  readonly jobId: Id;
  readonly title: string;
  readonly why: DebtReason;
  readonly amount: Money;
  /** The entry, once it is known how much of it the wallet has. */
  readonly entryOf: (fromAvailable: Money) => NewEntry;
  /** Who gets a part of what is owed, as it is paid. */
  readonly claimOf?: (fromAvailable: Money) => { readonly userId: Id; readonly amount: Money };
  readonly actor: Actor;
}

export interface Charged {
  readonly fromAvailable: Money;
  /** What has become debt. */
  readonly owed: Money;
}

export interface Debts {
  /** Takes what is to be paid from the wallet; what is missing is owed from now on. */
  charge(tx: Tx, given: Charging): Promise<Charged>;
  /** Pays debts, the oldest first, with at most `upTo`; whoever waits for a part gets it. Gives what was paid. */
  repayDebts(tx: Tx, given: Repaying): Promise<Money>;
  /** Notes what a decision takes back and is no longer there; its entry is the decision's. */
  openClawback(tx: Tx, given: Clawback): Promise<void>;
  /** Takes back what of a job's fee is still owed, at most `upTo`; the entry is the caller's. Gives how much that is. */
  forgiveFee(tx: Tx, given: Forgiving): Promise<Money>;
  /** The same of what the decisions about a job have taken back, and of the claim on it. */
  forgiveClawback(tx: Tx, given: Forgiving): Promise<Money>;
}

export interface DebtDeps {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'post'>;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
  readonly earnings: Pick<Earnings, 'openReturn'>;
}

/** Makes what charges people and pays their debts; both write to the debtor, so that of two at once one sees the other. */
export const makeDebts = (deps: DebtDeps): Debts => ({
  charge: makeCharge(deps),
  repayDebts: makeRepayDebts(deps),
  openClawback: makeOpenClawback(deps),
  forgiveFee: makeForgiveFee(deps),
  forgiveClawback: makeForgiveClawback(deps),
});

const makeCharge =
  ({ clock, ledger, outbox, settings }: DebtDeps): Debts['charge'] =>
  async (tx, given) => {
    const { userId, amount, actor } = given;
    if (isZero(amount)) {
      return { fromAvailable: amount, owed: amount };
    }
    await touchDebtor(tx, userId);
    const { available } = await balancesOf(tx, userId, amount.currency);
    const fromAvailable = least(available, amount);
    const owed = subtract(amount, fromAvailable);
    await ledger.post(tx, given.entryOf(fromAvailable), { actor });
    if (!isZero(owed)) {
      const days = (await settings.current()).get('debt.reminderDays');
      await DebtModel.create([debtOf(given, { fromAvailable, owed }, { now: clock.now(), days })], {
        session: tx,
      });
      await countFees(tx, userId, 1);
    }
    await outbox.record(tx, 'fee.charged', factOf(given, { fromAvailable, owed }), { actor });
    return { fromAvailable, owed };
  };

function debtOf(
  { userId, jobId, title, why, claimOf }: Charging,
  { fromAvailable, owed }: Charged,
  { now, days }: { readonly now: Date; readonly days: readonly number[] },
): Debt {
  const claim = claimOf?.(fromAvailable);
  const claimMinor = claim?.amount.amountMinor ?? 0;
  const remindsAt = remindsFrom(now, days, now);
  return {
    _id: newId(),
    debtorId: toObjectId(userId),
    purse: 'feeDebt',
    reason: why,
    jobId: toObjectId(jobId),
    title,
    currency: owed.currency,
    amountMinor: owed.amountMinor,
    remainingMinor: owed.amountMinor,
    ...(claim && claimMinor > 0 && { claimantId: toObjectId(claim.userId) }),
    claimMinor,
    claimRemainingMinor: claimMinor,
    isOpen: true,
    openedAt: now,
    ...(remindsAt && { remindsAt }),
  };
}

const factOf = ({ userId, jobId, title, why, amount }: Charging, { fromAvailable, owed }: Charged) => ({
  userId,
  jobId,
  title,
  why,
  currency: amount.currency,
  amountMinor: amount.amountMinor,
  fromAvailableMinor: fromAvailable.amountMinor,
  owedMinor: owed.amountMinor,
});
