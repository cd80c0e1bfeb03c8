import type { Container } from '../../../src/container';
import { JobModel, type Job } from '../../../src/models/job.model';
import { after, hours } from '../../../src/utils/clock';
import { idOf, toObjectId, type Id } from '../../../src/utils/ids';
import type { UserActor } from '../../../src/utils/types/actor';
import { shareOf, type Deed, type MoneyCommand } from './commands';
import type { Deal } from './pureMoney';
import { claimOf, type Settlement } from './pureSettlement';

/** A job, and who may do something to it. */
export interface OnJob {
  readonly container: Container;
  readonly deal: Deal;
  readonly jobId: Id;
  readonly command: MoneyCommand;
  readonly client: UserActor;
  readonly craftsman: UserActor;
  /** Of the two the one that the dice mean. */
  readonly side: UserActor;
  readonly staff: UserActor;
}

/** A job as it is stored now. */
export const storedJob = (jobId: Id): Promise<Job> =>
  JobModel.findOne({ _id: toObjectId(jobId) })
    .orFail()
    .lean<Job>()
    .exec();

/** The change order that is open, else one that nothing has. */
const orderOf = async (jobId: Id): Promise<{ jobId: Id; changeOrderId: Id }> => {
  const { openChangeOrder } = await storedJob(jobId);
  return { jobId, changeOrderId: openChangeOrder ? idOf(openChangeOrder.changeOrderId) : jobId };
};

/** What staff says: in half of the cases a split. */
export function settlementOf(deal: Deal, command: MoneyCommand): Settlement {
  const kinds = ['split', 'refund', 'split', 'release', 'split', 'rework'] as const;
  const kind = kinds[command.option % kinds.length] ?? 'split';
  return { kind, toClient: Math.min(shareOf(command, claimOf(deal)), claimOf(deal)) };
}

/** What somebody says was paid by hand: three of four times what was agreed. */
export const statementOf = ({ price }: Deal, command: MoneyCommand): number =>
  command.option % 4 === 3 ? shareOf(command, price) : price;

const reason = 'the wall behind was rotten';

/** How each deed is done. */
export const DEEDS: Readonly<Record<Deed, (on: OnJob) => Promise<unknown>>> = {
  pay: ({ container, client, jobId, command: { option } }) =>
    container.initiatePayment(client, {
      purpose: 'job',
      jobId,
      ...(option % 4 === 0 && { provider: 'wallet' }),
    }),
  setOut: ({ container, craftsman, jobId }) => container.setOut(craftsman, { jobId }),
  start: ({ container, craftsman, jobId }) => container.startWork(craftsman, { jobId }),
  submit: ({ container, craftsman, jobId }) => container.submitWork(craftsman, { jobId }),
  complete: ({ container, client, jobId }) => container.completeJob(client, { jobId }),
  release: ({ container, client, jobId, deal, command }) =>
    container.releasePart(client, { jobId, amount: shareOf(command, deal.held) }),
  cancel: ({ container, side, jobId }) => container.cancelJob(side, { jobId, reason }),
  absent: ({ container, side, jobId }) => container.jobActions.reportAbsence(side, { jobId }),
  propose: ({ container, craftsman, jobId, deal, command }) =>
    container.proposeChangeOrder(craftsman, { jobId, reason, amount: shareOf(command, deal.price) }),
  agree: async ({ container, client, jobId }) => container.acceptChangeOrder(client, await orderOf(jobId)),
  refuse: async ({ container, side, jobId }) => container.declineChangeOrder(side, await orderOf(jobId)),
  confirm: ({ container, side, jobId, deal, command }) =>
    container.confirmCash(side, { jobId, amount: statementOf(deal, command) }),
  dispute: ({ container, side, jobId }) =>
    container.openDispute(side, { jobId, reason: 'poor_quality', description: reason }),
  settle: async ({ container, staff, jobId, deal, command }) => {
    const { kind, toClient } = settlementOf(deal, command);
    const { dispute } = await storedJob(jobId);
    const amounts = { clientAmount: toClient, craftsmanAmount: claimOf(deal) - toClient };
    return container.settleDispute(staff, {
      disputeId: dispute ? idOf(dispute.disputeId) : jobId,
      kind,
      reason,
      ...(kind === 'split' && amounts),
      ...(kind === 'rework' && { dueDate: after(container.clock.now(), hours(72)) }),
    });
  },
};
