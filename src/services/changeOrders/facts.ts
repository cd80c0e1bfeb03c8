import type { ChangeOrder } from '../../models/changeOrder.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import { factOf } from '../jobs/running';
import type { ChangeOrderFact } from '../outbox/events/jobMoney.events';

/** Whom a change order concerns, and what it is about. */
export const changeOrderFact = (order: ChangeOrder, job: Job): ChangeOrderFact => ({
  ...factOf(job),
  changeOrderId: idOf(order),
  amountMinor: order.amountMinor,
  currency: order.currency,
});
