import type { Adjustment } from '../../models/adjustment.model';
import type { AuditView } from '../../services/ledger/audit';
import type { InboxItem } from '../../services/staffInbox/source';
import type { StaffInbox } from '../../services/staffInbox.service';
import { idOf } from '../../utils/ids';

/** A correction of a wallet, for admins. */
export const presentAdjustment = (adjustment: Adjustment): Record<string, unknown> => ({
  id: idOf(adjustment),
  _id: idOf(adjustment),
  userId: idOf(adjustment.userId),
  amount: adjustment.amountMinor,
  currency: adjustment.currency,
  reason: adjustment.reason,
  status: adjustment.status,
  makerId: idOf(adjustment.makerId),
  checkerId: adjustment.checkerId ? idOf(adjustment.checkerId) : null,
  refusal: adjustment.refusal ?? null,
  createdAt: adjustment.createdAt,
  decidedAt: adjustment.decidedAt ?? null,
});

const NEVER = { isSound: null, startedAt: null, finishedAt: null, counts: {}, faultCount: 0, faults: [] };

/** What the ledger says of itself. */
export function presentAudit({ audit, isRunning, anchor }: AuditView): Record<string, unknown> {
  const { isSound, startedAt, finishedAt, counts, faultCount, faults } = audit ?? NEVER;
  return {
    isRunning,
    isSound,
    startedAt,
    finishedAt,
    counts,
    faultCount,
    faults: faults.map(({ kind, where, says }) => ({ kind, where, says })),
    anchor: anchor && { number: anchor.number, hash: anchor.hash, at: anchor.at },
  };
}

/** What waits for staff, each with its clock. */
export const presentInbox = ({ items, counts }: StaffInbox, now: Date): Record<string, unknown> => ({
  items: items.map((item) => presentItem(item, now)),
  counts,
});

const presentItem = ({ kind, id, since, dueBy, facts }: InboxItem, now: Date): Record<string, unknown> => ({
  kind,
  id,
  _id: id,
  since,
  waitingSeconds: Math.max(Math.trunc((now.getTime() - since.getTime()) / 1_000), 0),
  dueBy: dueBy ?? null,
  isOverdue: dueBy !== undefined && dueBy <= now,
  facts,
});
