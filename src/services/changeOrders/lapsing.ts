import { ChangeOrderModel } from '../../models/changeOrder.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { changeOrderWorkflow } from '../workflows/changeOrder.workflow';
import { transition } from '../workflows/workflow';

/** The job ends: an extra price that does not count yet never will. */
export async function lapseChangeOrder(
  tx: Tx,
  { job, actor, at }: { readonly job: Job; readonly actor: Actor; readonly at: Date },
): Promise<void> {
  const { openChangeOrder } = job;
  if (openChangeOrder) {
    await transition(tx, ChangeOrderModel, changeOrderWorkflow, 'lapse', {
      id: idOf(openChangeOrder.changeOrderId),
      actor,
      at,
      set: { updatedAt: at },
    });
  }
}
