import { EarningModel, type Earning } from '../../models/earning.model';
import type { Clock } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { percentOf, zero } from '../../utils/money';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { Debts } from '../debts/debts';
import type { Ledger } from '../ledger/ledger.service';
import { earningsMatured } from '../ledger/postings/job.postings';
import type { Outbox } from '../outbox/outbox.service';
import type { SettingService } from '../setting.service';
import { earningWorkflow } from '../workflows/earning.workflow';
import { transition } from '../workflows/workflow';
import { earningFact, sumOf } from './earnings';

export interface MaturingDeps {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'post'>;
  readonly outbox: Outbox;
  readonly debts: Pick<Debts, 'repayDebts'>;
  readonly settings: Pick<SettingService, 'current'>;
}

/** Makes due earnings available, at most `most`; gives how many were found. */
export type MatureEarnings = (most: number) => Promise<number>;

const by = { actor: systemActor } as const;

/** Makes the end of the hold period: the money is the craftsman's, a part of it pays what he owes. One transaction each. */
export const makeMatureEarnings =
  (deps: MaturingDeps): MatureEarnings =>
  async (most) => {
    const due = await EarningModel.find({ status: 'Pending', maturesAt: { $lte: deps.clock.now() } })
      .sort({ maturesAt: 1 })
      .limit(most)
      .lean<Earning[]>();
    for (const earning of due) {
      await unlessOvertaken(matureOne(deps, earning));
    }
    return due.length;
  };

const matureOne = ({ clock, ledger, outbox, debts, settings }: MaturingDeps, due: Earning): Promise<void> =>
  inTransaction(async (tx) => {
    const at = clock.now();
    const earning = await transition(tx, EarningModel, earningWorkflow, 'mature', {
      id: idOf(due),
      ...by,
      at,
      guard: { maturesAt: { $lte: at } },
      set: { updatedAt: at },
    });
    const [amount, craftsmanId, jobId] = [sumOf(earning), idOf(earning.craftsmanId), idOf(earning.jobId)];
    await ledger.post(tx, earningsMatured({ earningId: idOf(earning), jobId, craftsmanId, amount }), by);
    const part = (await settings.current()).get('debt.repayBps');
    const upTo = earning.source === 'return' ? zero(amount.currency) : percentOf(amount, part);
    const repaid = await debts.repayDebts(tx, { userId: craftsmanId, upTo, from: 'available', ...by });
    const data = { ...earningFact(earning), repaidMinor: repaid.amountMinor };
    await outbox.record(tx, 'earning.matured', data, by);
  });

/** A dispute that came at the last moment has won. */
async function unlessOvertaken(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Conflict && error.code === 'workflow.wrongState')) {
      throw error;
    }
  }
}
