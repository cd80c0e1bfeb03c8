import type { Dispute } from '../../models/dispute.model';
import type { DisputeReason } from '../../utils/disputeWords';
import type { Id } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { DisputeDeps } from '../disputes/deps';
import { openIn } from '../disputes/opening';

export interface NewDispute {
  readonly jobId: Id;
  readonly reason: DisputeReason;
  readonly description: string;
}

export type OpenDispute = (actor: UserActor, given: NewDispute) => Promise<Dispute>;

/** One side is at odds with the other: money and clocks of the job stand still until staff decide; both are told. */
export const makeOpenDispute =
  (deps: DisputeDeps): OpenDispute =>
  (actor, given) =>
    inTransaction((tx) => openIn(tx, deps, { actor, kind: 'work', ...given }));
