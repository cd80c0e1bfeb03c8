import { DebtModel, type Debt } from '../../models/debt.model';
import { after, days, type Clock } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';

/** The next day on which a debtor is reminded, after `now`; undefined after the last one. */
export const remindsFrom = (openedAt: Date, on: readonly number[], now: Date): Date | undefined =>
  on.map((day) => after(openedAt, days(day))).find((at) => at > now);

export interface ReminderDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'current'>;
}

/** Reminds debtors whose day has come, at most `most`; gives how many were found. */
export type RemindDebtors = (most: number) => Promise<number>;

/** Makes the reminders: one transaction each; whoever has paid meanwhile hears nothing. */
export const makeRemindDebtors =
  ({ clock, outbox, settings }: ReminderDeps): RemindDebtors =>
  async (most) => {
    const on = (await settings.current()).get('debt.reminderDays');
    const due = await DebtModel.find({ remindsAt: { $exists: true, $lte: clock.now() } })
      .sort({ remindsAt: 1 })
      .limit(most)
      .lean<Debt[]>();
    for (const seen of due) {
      const next = remindsFrom(seen.openedAt, on, clock.now());
      await inTransaction(async (tx) => {
        const debt = await note(tx, seen, next);
        if (debt) {
          await outbox.record(tx, 'debt.reminded', reminderOf(debt), { actor: systemActor });
        }
      });
    }
    return due.length;
  };

/** Sets the next day; undefined when the debt was paid or somebody else has reminded meanwhile. */
async function note(tx: Tx, { _id, remindsAt }: Debt, next: Date | undefined): Promise<Debt | null> {
  const seen = { _id, isOpen: true, remindsAt: remindsAt ?? { $exists: true } };
  const change = next ? { $set: { remindsAt: next } } : { $unset: { remindsAt: 1 as const } };
  return DebtModel.findOneAndUpdate(seen, change, { session: tx, returnDocument: 'after' })
    .lean<Debt>()
    .exec();
}

const reminderOf = (debt: Debt) => ({
  userId: idOf(debt.debtorId),
  debtId: idOf(debt),
  jobId: idOf(debt.jobId),
  title: debt.title,
  currency: debt.currency,
  remainingMinor: debt.remainingMinor,
  since: debt.openedAt.toISOString(),
});
