import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import { idOf } from '../../utils/ids';
import { listDeadRows } from '../outbox/rows';
import type { InboxSource } from './source';

/** Craftsmen who ask to be verified. */
export const verificationSource: InboxSource = {
  kind: 'verification',
  right: 'verifications.decide',
  async list(limit) {
    const waiting = await VerificationModel.find({ isWaiting: true })
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean<Verification[]>()
      .exec();
    return waiting.map((verification) => ({
      kind: 'verification',
      id: idOf(verification),
      since: verification.createdAt,
      facts: { craftsmanId: idOf(verification.craftsmanId) },
    }));
  },
};

/** Disputes that wait for a decision. */
export const disputeSource: InboxSource = {
  kind: 'dispute',
  right: 'disputes.decide',
  async list(limit) {
    const waiting = await DisputeModel.find({ isOpen: true })
      .sort({ decisionDueAt: 1, _id: 1 })
      .limit(limit)
      .lean<Dispute[]>()
      .exec();
    return waiting.map(({ _id, jobId, reason, status, openedAt, decisionDueAt }) => ({
      kind: 'dispute',
      id: idOf(_id),
      since: openedAt,
      dueBy: decisionDueAt,
      facts: { jobId: idOf(jobId), reason, status },
    }));
  },
};

/** Deliveries that have run out of tries. */
export const deadDeliverySource: InboxSource = {
  kind: 'deadDelivery',
  right: 'activity.read',
  async list(limit) {
    const rows = await listDeadRows(limit);
    return rows.map(({ _id, at, event, handler, attempts }) => ({
      kind: 'deadDelivery',
      id: idOf(_id),
      since: at,
      facts: { event, handler, attempts },
    }));
  },
};
