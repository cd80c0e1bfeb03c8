import type { ChangeOrder } from '../../models/changeOrder.model';
import { idOf } from '../../utils/ids';

/** An extra price, for both sides of its job. */
export const presentChangeOrder = (order: ChangeOrder): Record<string, unknown> => ({
  id: idOf(order),
  _id: idOf(order),
  jobId: idOf(order.jobId),
  amount: order.amountMinor,
  currency: order.currency,
  reason: order.reason,
  status: order.status,
  countsSince: order.countsSince ?? null,
  createdAt: order.createdAt,
});
