import type { Job } from '../../models/job.model';
import { Conflict } from '../../utils/errors';
import { idOf, newId } from '../../utils/ids';
import { money } from '../../utils/money';
import { inTransaction } from '../../utils/transaction';
import type { JobMoneyDeps } from '../jobMoney/deps';
import { afterRelease, moneyOf, partRelease } from '../jobMoney/figures';
import { payRelease } from '../jobMoney/releasing';
import { decideWaiver } from '../jobMoney/waiver';
import { writeSeen } from '../jobMoney/writing';
import { contextOf, factOf, figuresOf, getJob, partyOf, refusalOf, type JobAct } from '../jobs/running';
import { escrowPartlyReleased } from '../ledger/postings/job.postings';

export type ReleasePart = JobAct<{ readonly amount: number }>;

/** The client pays a part of what is held before the work is done; our fee is taken in proportion. */
export const makeReleasePart =
  (deps: JobMoneyDeps): ReleasePart =>
  (actor, { jobId, amount }) =>
    inTransaction(async (tx) => {
      const now = deps.clock.now();
      const before = await getJob(tx, jobId, partyOf(actor));
      const figures = await figuresOf(before, deps.settings);
      const refusal = refusalOf('release', { actor, job: before, ctx: contextOf(figures, now) });
      if (refusal) {
        throw refusal;
      }
      assertHeld(before, amount);
      const waiver = await decideWaiver(tx, before);
      const release = partRelease(before, money(amount, before.currency), waiver);
      const job = await writeSeen(tx, before, {
        money: afterRelease(before, release, waiver),
        updatedAt: now,
      });
      const releaseId = idOf(newId());
      const paid = await payRelease(tx, deps, {
        before,
        job,
        figures,
        actor,
        source: 'escrow',
        entryOf: (sums) => escrowPartlyReleased({ ...sums, releaseId }),
      });
      const { feeMinor, currency } = paid;
      const data = { ...factOf(job), amountMinor: amount, feeMinor, currency };
      await deps.outbox.record(tx, 'job.partlyReleased', data, { actor });
      return job;
    });

function assertHeld(job: Job, amount: number): void {
  const { held } = moneyOf(job);
  if (amount > held) {
    throw new Conflict('release.moreThanHeld', { pub: { currentState: job.status, held } });
  }
}
