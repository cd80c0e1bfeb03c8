import { DebtModel } from '../../models/debt.model';
import { newId, toObjectId, type Id } from '../../utils/ids';
import { isZero, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { touchDebtor } from './debtor';
import type { DebtDeps, Debts } from './debts';
import { remindsFrom } from './reminders';

/** What a craftsman has to give back and no longer has; all of it is the other side's claim. */
export interface Clawback {
  readonly debtorId: Id;
  readonly claimantId: Id;
  readonly jobId: Id;
  readonly title: string;
  readonly amount: Money;
  /** Until when the decision may be appealed. */
  readonly finalAt: Date;
}

/** Makes the debt of what was paid out and is to come back; it is repaid like a fee. */
export const makeOpenClawback =
  ({ clock, settings }: Pick<DebtDeps, 'clock' | 'settings'>): Debts['openClawback'] =>
  async (tx: Tx, { debtorId, claimantId, jobId, title, amount, finalAt }: Clawback) => {
    if (isZero(amount)) {
      return;
    }
    await touchDebtor(tx, debtorId);
    const now = clock.now();
    const remindsAt = remindsFrom(now, (await settings.current()).get('debt.reminderDays'), now);
    const { amountMinor, currency } = amount;
    const debt = {
      _id: newId(),
      debtorId: toObjectId(debtorId),
      purse: 'clawbackDebt',
      reason: 'clawback',
      jobId: toObjectId(jobId),
      title,
      currency,
      amountMinor,
      remainingMinor: amountMinor,
      claimantId: toObjectId(claimantId),
      claimMinor: amountMinor,
      claimRemainingMinor: amountMinor,
      claimFinalAt: finalAt,
      isOpen: true,
      openedAt: now,
      ...(remindsAt && { remindsAt }),
    } as const;
    await DebtModel.create([debt], { session: tx });
  };
