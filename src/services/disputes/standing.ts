import type { Dispute } from '../../models/dispute.model';
import type { Job, JobDispute, JobMoney } from '../../models/job.model';
import { moneyOf } from '../jobMoney/figures';
import { isByHand } from './stakes';

/** A job as a decision finds it, and what of the craftsman's part can still be divided. */
export interface Standing {
  readonly job: Job;
  readonly frozenMinor: number;
}

/**
 * The first decision finds the job as it is. An appeal finds it as it was before the first one, save that the money lies
 * where that one has put it: what it paid to the client can be divided again, and so can what it paid to the craftsman.
 */
export function standingOf(job: Job, dispute: Dispute): Standing {
  const { decision, status, claimMinor, frozenMinor } = dispute;
  if (status !== 'Appealed' || !decision) {
    return { job, frozenMinor };
  }
  const { paidToCraftsmanMinor = 0, countedBeforeMinor } = decision;
  const money = isByHand(job) ? moneyOf(job) : { ...moneyOf(job), ...whereItLies(job, dispute) };
  const cash = job.cash && { ...job.cash, amount: claimMinor };
  const before: Job = {
    ...job,
    money,
    ...(cash && { cash }),
    ...(job.dispute && { dispute: countedAs(job.dispute, countedBeforeMinor) }),
  };
  return { job: before, frozenMinor: isByHand(job) ? 0 : paidToCraftsmanMinor };
}

/** About cash alone nothing goes back, so that what was released still is. */
function whereItLies(job: Job, { kind, decision, claimMinor }: Dispute): Pick<JobMoney, 'held' | 'released'> {
  const held = decision?.paidToClientMinor ?? 0;
  return { held, released: kind === 'work' ? claimMinor - held : moneyOf(job).released };
}

function countedAs({ countedMinor: _, ...dispute }: JobDispute, before: number | undefined): JobDispute {
  return before === undefined ? dispute : { ...dispute, countedMinor: before };
}
