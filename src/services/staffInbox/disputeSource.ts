import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { idOf } from '../../utils/ids';
import type { InboxItem, InboxSource } from './source';

/** Disputes that wait for a decision, the one that is due first on top. */
export const disputeSource: InboxSource = {
  kind: 'dispute',
  right: 'disputes.decide',
  async list(limit) {
    const waiting = await DisputeModel.find({ isOpen: true })
      .sort({ decisionDueAt: 1, _id: 1 })
      .limit(limit)
      .lean<Dispute[]>()
      .exec();
    return waiting.map(itemOf);
  },
};

const itemOf = (dispute: Dispute): InboxItem => ({
  kind: 'dispute',
  id: idOf(dispute),
  since: dispute.openedAt,
  dueBy: dispute.decisionDueAt,
  facts: {
    jobId: idOf(dispute.jobId),
    clientId: idOf(dispute.clientId),
    craftsmanId: idOf(dispute.craftsmanId),
    about: dispute.kind,
    status: dispute.status,
    reason: dispute.reason,
    amount: dispute.claimMinor,
    currency: dispute.currency,
  },
});
