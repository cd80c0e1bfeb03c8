import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { idOf } from '../../utils/ids';
import type { InboxSource } from './source';

/** Quarrels that staff has to decide, by the clock of 72 hours. */
export const disputeSource: InboxSource = {
  kind: 'dispute',
  right: 'disputes.decide',
  async list(limit) {
    const open = await DisputeModel.find({ isOpen: true })
      .sort({ decisionDueAt: 1, _id: 1 })
      .limit(limit)
      .lean<Dispute[]>()
      .exec();
    return open.map((dispute) => ({
      kind: 'dispute',
      id: idOf(dispute),
      since: dispute.openedAt,
      dueBy: dispute.decisionDueAt,
      facts: { jobId: idOf(dispute.jobId), reason: dispute.reason, status: dispute.status },
    }));
  },
};
