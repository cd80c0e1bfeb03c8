import type { CashStatement, Job } from '../../models/job.model';
import { after, hours } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import { inTransaction } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { OpenCashDispute } from '../disputes/cashDifference';
import { settleCash } from '../jobMoney/cash';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { moneyOf } from '../jobMoney/figures';
import { writeSeen } from '../jobMoney/writing';
import {
  contextOf,
  factOf,
  figuresOf,
  getJob,
  partyOf,
  refusalOf,
  type Figures,
  type JobAct,
} from '../jobs/running';
import { isOwner } from '../policies/job.policy';

type ConfirmCashDeps = JobMoneyDeps & { readonly openCashDispute: OpenCashDispute };

export type ConfirmCash = JobAct<{ readonly amount: number }>;

/**
 * One side says what was paid in cash. The same word of both confirms it, and our fee is due; a difference charges
 * nothing until it is settled; without a word of the other side its silence confirms in time.
 */
export const makeConfirmCash =
  (deps: ConfirmCashDeps): ConfirmCash =>
  (actor, { jobId, amount }) =>
    inTransaction(async (tx) => {
      const now = deps.clock.now();
      const before = await getJob(tx, jobId, partyOf(actor));
      const figures = await figuresOf(before, deps.settings);
      const refusal = refusalOf('confirmCash', { actor, job: before, ctx: contextOf(figures, now) });
      if (refusal) {
        throw refusal;
      }
      const side = isOwner(actor, before) ? 'client' : 'craftsman';
      const said = { ...before.cash, [`${side}Amount`]: amount };
      const cash = decide(said, { now, figures });
      if (cash.amount !== undefined) {
        return settleCash(tx, deps, { before, cash, figures, actor, by: side });
      }
      const job = await writeSeen(tx, before, { cash, updatedAt: now });
      if (cash.differsAt) {
        await deps.outbox.record(tx, 'cash.differs', differenceOf(job, said), { actor });
        const { clientAmount = 0, craftsmanAmount = 0 } = said;
        await deps.openCashDispute(tx, { job, clientAmount, craftsmanAmount });
      } else {
        const confirmsAt = (cash.confirmsAt ?? now).toISOString();
        const data = {
          ...factOf(job),
          by: side,
          amountMinor: amount,
          currency: job.currency,
          confirmsAt,
        } as const;
        await deps.outbox.record(tx, 'cash.stated', data, { actor });
      }
      return job;
    });

interface When {
  readonly now: Date;
  readonly figures: Figures;
}

/** What the words of both sides come to. */
function decide({ confirmsAt: _waited, ...said }: CashStatement, { now, figures }: When): CashStatement {
  const { clientAmount, craftsmanAmount } = said;
  if (clientAmount === undefined || craftsmanAmount === undefined) {
    return { ...said, confirmsAt: after(now, hours(figures.get('cash.confirmHours'))) };
  }
  return clientAmount === craftsmanAmount
    ? { ...said, confirmedAt: now, amount: clientAmount }
    : { ...said, differsAt: now };
}

const differenceOf = (job: Job, { clientAmount = 0, craftsmanAmount = 0 }: CashStatement) => ({
  ...factOf(job),
  clientMinor: clientAmount,
  craftsmanMinor: craftsmanAmount,
  currency: job.currency,
});

export type ConfirmCashBySilence = (jobId: string) => Promise<Job>;

/** Nobody has said otherwise in time: what one side said, else the agreed price, was paid. */
export const makeConfirmCashBySilence =
  (deps: JobMoneyDeps): ConfirmCashBySilence =>
  (jobId) =>
    inTransaction(async (tx) => {
      const now = deps.clock.now();
      const before = await getJob(tx, jobId, {});
      const { confirmsAt, ...said } = before.cash ?? {};
      if (before.status !== 'Completed' || !confirmsAt || confirmsAt > now) {
        throw new Conflict('workflow.wrongState', { pub: { currentState: before.status } });
      }
      const amount = said.clientAmount ?? said.craftsmanAmount ?? moneyOf(before).price;
      const figures = await figuresOf(before, deps.settings);
      const cash = { ...said, confirmedAt: now, amount };
      return settleCash(tx, deps, { before, cash, figures, actor: systemActor });
    });
