import { RefundModel, type Refund } from '../../models/refund.model';
import { after, minutes } from '../../utils/clock';
import { Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { refundBounced, refundPaid, refundToWallet } from '../ledger/postings/payment.postings';
import type { TransferState } from '../providers/payments/provider';
import { refundWorkflow } from '../workflows/refund.workflow';
import { transition } from '../workflows/workflow';
import type { PaymentDeps } from './deps';
import { amountOf, refundFact } from './facts';

const actor = systemActor;

export interface Refunds {
  /** Sends a refund that is due to its provider, or asks how it stands; safe to repeat. Gives when it is due, if later. */
  drive(refundId: Id): Promise<Date | undefined>;
}

/** Over, or waiting for a decision on appeal. */
const NOT_DRIVEN: readonly Refund['status'][] = ['Held', 'Done', 'Failed', 'Cancelled'];

/** Makes what becomes of refunds: once they are due the provider is called with the refund's id as its key. */
export const makeRefunds = (deps: PaymentDeps): Refunds => ({
  async drive(refundId) {
    const refund = await findRefund(refundId);
    if (!refund || NOT_DRIVEN.includes(refund.status)) {
      return undefined;
    }
    const now = deps.clock.now();
    if (refund.status === 'Requested' && refund.waitUntil && refund.waitUntil > now) {
      return refund.waitUntil;
    }
    const sending = refund.status === 'Requested' ? await begin(deps, refund) : refund;
    const state = await ask(deps, sending, { isNew: refund.status === 'Requested' });
    if (state) {
      await inTransaction((tx) => hearRefund(tx, deps, { refundId, state }));
    }
    return undefined;
  },
});

const findRefund = (refundId: Id): Promise<Refund | null> =>
  RefundModel.findOne({ _id: toObjectId(refundId) })
    .lean<Refund>()
    .exec();

/** From here on the provider may have heard of it: when its answer is lost, it is asked before it is called again. */
async function begin({ clock, settings }: PaymentDeps, refund: Refund): Promise<Refund> {
  const at = clock.now();
  const wait = minutes((await settings.current()).get('payment.lookUpMinutes'));
  return inTransaction((tx) =>
    transition(tx, RefundModel, refundWorkflow, 'send', {
      id: idOf(refund),
      actor,
      at,
      set: { dueAt: after(at, wait), updatedAt: at },
    }),
  );
}

/** The provider's word; undefined when it has none, and the task asks again. */
async function ask(
  { gateways, logger }: PaymentDeps,
  refund: Refund,
  { isNew }: { readonly isNew: boolean },
): Promise<TransferState | undefined> {
  const refundId = idOf(refund);
  const gateway = gateways.find(refund.provider);
  if (!gateway) {
    logger.error('a refund is due and its provider is not configured', {
      refundId,
      provider: refund.provider,
    });
    return undefined;
  }
  const paymentId = idOf(refund.paymentId);
  const payment = { paymentId, providerRef: refund.paymentRef };
  try {
    const known = isNew
      ? undefined
      : await gateway.lookUpRefund({ id: refundId, providerRef: refund.providerRef, payment });
    return known && known.state !== 'notFound'
      ? known
      : await gateway.refund({ refundId, ...payment, amount: amountOf(refund) });
  } catch (error) {
    logger.warn('provider did not answer about a refund', { refundId, error });
    return undefined;
  }
}

export interface HeardRefund {
  readonly refundId: Id;
  readonly state: TransferState;
}

/** Takes a provider's word on a refund; what is known already changes nothing. 409 when it says that money went that is in the wallet again. */
export async function hearRefund(tx: Tx, deps: PaymentDeps, { refundId, state }: HeardRefund): Promise<void> {
  const refund = await RefundModel.findOne({ _id: toObjectId(refundId) }, null, { session: tx })
    .lean<Refund>()
    .exec();
  if (!refund) {
    throw new NotFound('request.notFound', { pvt: { refundId } });
  }
  if (state.state === 'done') {
    await finish(tx, deps, { refund, providerRef: state.providerRef });
  } else if (state.state === 'failed') {
    await fail(tx, deps, { refund, reason: state.reason, providerRef: state.providerRef });
  } else {
    await wait(tx, deps, { refund, state });
  }
}

interface Told {
  readonly refund: Refund;
  readonly providerRef?: string | undefined;
}

const postingOf = (refund: Refund) => ({
  refundId: idOf(refund),
  paymentId: idOf(refund.paymentId),
  jobId: idOf(refund.jobId),
  amount: amountOf(refund),
});

async function finish(tx: Tx, deps: PaymentDeps, { refund, providerRef }: Told): Promise<void> {
  if (refund.status === 'Done') {
    return;
  }
  if (refund.status === 'Failed') {
    throw new Conflict('workflow.wrongState', { pub: { currentState: refund.status } });
  }
  const at = deps.clock.now();
  await transition(tx, RefundModel, refundWorkflow, 'finish', {
    id: idOf(refund),
    actor,
    at,
    set: { providerRef, updatedAt: at },
    unset: ['dueAt'],
  });
  await deps.ledger.post(tx, refundPaid({ ...postingOf(refund), gateway: refund.provider }), { actor });
  await deps.outbox.record(tx, 'refund.done', refundFact(refund), { actor });
}

/** The card does not take it, at once or after the provider had called it done: the money is in the wallet. */
async function fail(
  tx: Tx,
  deps: PaymentDeps,
  { refund, providerRef, reason }: Told & { readonly reason: string },
): Promise<void> {
  if (refund.status === 'Failed') {
    return;
  }
  const at = deps.clock.now();
  const wasDone = refund.status === 'Done';
  await transition(tx, RefundModel, refundWorkflow, wasDone ? 'bounce' : 'fail', {
    id: idOf(refund),
    actor,
    at,
    set: { providerRef, failure: reason, updatedAt: at },
    unset: ['dueAt'],
    reason,
  });
  const about = { ...postingOf(refund), clientId: idOf(refund.userId) };
  const entry = wasDone ? refundBounced({ ...about, gateway: refund.provider }) : refundToWallet(about);
  await deps.ledger.post(tx, entry, { actor });
  await deps.outbox.record(tx, 'refund.failed', { ...refundFact(refund), reason }, { actor });
}

async function wait(
  tx: Tx,
  { clock, settings }: PaymentDeps,
  { refund, state }: { readonly refund: Refund; readonly state: TransferState },
): Promise<void> {
  if (refund.dueAt === undefined) {
    return;
  }
  const now = clock.now();
  const least = minutes((await settings.current()).get('payment.lookUpMinutes'));
  const age = now.getTime() - refund.createdAt.getTime();
  const providerRef = 'providerRef' in state ? state.providerRef : undefined;
  await RefundModel.updateOne(
    { _id: refund._id },
    { $set: { dueAt: after(now, Math.max(least, age)), ...(providerRef !== undefined && { providerRef }) } },
    { session: tx },
  );
}
