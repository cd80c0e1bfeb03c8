import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { AppError, NotFound } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import {
  disputeSidePolicy,
  sideIn,
  type DisputeFacts,
  type DisputeSideVerb,
} from '../policies/dispute.policy';
import type { Verdict } from '../policies/policy';

/** The dispute, as this transaction sees it where there is one; 404 when it is not there. Whoever decides by it also writes to it. */
export async function getDispute(tx: Tx | undefined, disputeId: Id): Promise<Dispute> {
  const found = await DisputeModel.findOne({ _id: toObjectId(disputeId) }, null, tx && { session: tx })
    .lean<Dispute>()
    .exec();
  if (!found) {
    throw new NotFound('request.notFound');
  }
  return found;
}

/** Throws what the policy says, with the present state. */
export function allow(verdict: Verdict, { status }: Pick<Dispute, 'status'>): void {
  if (verdict === 'request.notFound') {
    throw new NotFound(verdict);
  }
  if (verdict !== true) {
    throw new AppError(verdict, { pub: { currentState: status } });
  }
}

/** What the policy of the two sides refuses, as the error of a write. */
export function refusalOf(
  verb: DisputeSideVerb,
  { actor, dispute, now }: { readonly actor: UserActor; readonly dispute: DisputeFacts; readonly now: Date },
): AppError | undefined {
  const verdict = disputeSidePolicy[verb](actor, dispute, { now });
  return verdict === true ? undefined : new AppError(verdict, { pub: { currentState: dispute.status } });
}

export interface OwnDispute {
  readonly dispute: Dispute;
  readonly side: 'client' | 'craftsman';
}

/** The dispute for one of its sides who may do this now; throws the policy's reason. */
export async function getOwnDispute(
  tx: Tx | undefined,
  verb: DisputeSideVerb,
  { actor, disputeId, now }: { readonly actor: UserActor; readonly disputeId: Id; readonly now: Date },
): Promise<OwnDispute> {
  const dispute = await getDispute(tx, disputeId);
  allow(disputeSidePolicy[verb](actor, dispute, { now }), dispute);
  return { dispute, side: sideIn(actor, dispute) ?? 'client' };
}
