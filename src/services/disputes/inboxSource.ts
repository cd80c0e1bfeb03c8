import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { idOf, type Id } from '../../utils/ids';

/** A dispute as a line of what waits for staff. */
export interface WaitingDispute {
  readonly kind: 'dispute';
  readonly id: Id;
  readonly since: Date;
  readonly dueBy: Date;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What staff have to decide, as their inbox lists it: whoever may decide sees it, the one that is due first on top. */
export const disputeInbox = {
  kind: 'dispute',
  right: 'disputes.decide',
  async list(limit: number): Promise<readonly WaitingDispute[]> {
    const waiting = await DisputeModel.find({ isOpen: true })
      .sort({ decisionDueAt: 1, _id: 1 })
      .limit(limit)
      .lean<Dispute[]>()
      .exec();
    return waiting.map(itemOf);
  },
} as const;

const itemOf = (dispute: Dispute): WaitingDispute => ({
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
