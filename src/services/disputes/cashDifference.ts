import type { CashDifference, Dispute } from '../../models/dispute.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { DisputeDeps } from './deps';
import { openIn } from './opening';

/** What each side says was paid by hand, in minor units. */
export type Differing = CashDifference & { readonly job: Pick<Job, '_id'> };

export type OpenCashDispute = (tx: Tx, given: Differing) => Promise<Dispute>;

const DESCRIPTION = 'The two sides name different amounts of cash.';

/** The sides name different amounts of cash: a dispute about nothing but which one counts, as a part of the act that found it. */
export const makeOpenCashDispute =
  (deps: DisputeDeps): OpenCashDispute =>
  (tx, { job, ...cash }) =>
    openIn(tx, deps, {
      actor: systemActor,
      jobId: idOf(job),
      kind: 'cashDifference',
      reason: 'payment_issue',
      description: DESCRIPTION,
      cash,
    });
