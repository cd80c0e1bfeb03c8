import type { Dispute } from '../../models/dispute.model';
import { DisputeEvidenceModel, type DisputeEvidence } from '../../models/disputeEvidence.model';
import { DisputeNoteModel, type DisputeNote } from '../../models/disputeNote.model';
import { SettlementOfferModel, type SettlementOffer } from '../../models/settlementOffer.model';
import { hasRight } from '../../utils/rights';
import type { UserActor } from '../../utils/types/actor';
import { sideIn } from '../policies/dispute.policy';

/** What is shown with one dispute. */
export interface DisputeDetails {
  readonly evidence: readonly DisputeEvidence[];
  /** What the reader himself would accept; nobody reads another's. */
  readonly ownOffer?: SettlementOffer;
  /** Only for staff who are on neither side. */
  readonly notes?: readonly DisputeNote[];
}

/** Reads what this reader may see. */
export async function findDetails(actor: UserActor, dispute: Dispute): Promise<DisputeDetails> {
  const { _id: disputeId } = dispute;
  const evidence = await DisputeEvidenceModel.find({ disputeId })
    .sort({ seq: 1 })
    .lean<DisputeEvidence[]>()
    .exec();
  const side = sideIn(actor, dispute);
  if (side !== undefined) {
    const ownOffer = await SettlementOfferModel.findOne({ disputeId, side }).lean<SettlementOffer>().exec();
    return { evidence, ...(ownOffer && { ownOffer }) };
  }
  if (!hasRight(actor, 'disputes.decide')) {
    return { evidence };
  }
  const notes = await DisputeNoteModel.find({ disputeId })
    .sort({ at: 1, _id: 1 })
    .lean<DisputeNote[]>()
    .exec();
  return { evidence, notes };
}
