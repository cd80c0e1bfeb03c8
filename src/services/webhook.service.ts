import { mongo } from 'mongoose';
import { WebhookReceiptModel, type WebhookReceipt } from '../models/webhookReceipt.model';
import { BadRequest, NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import { inTransaction, type Tx } from '../utils/transaction';
import { systemActor, type Actor, type UserActor } from '../utils/types/actor';
import { isRefusedWebhook } from './payments/gateways';
import { resolveParked, type Resolution } from './payments/resolving';
import { actOn, type Outcome, type WebhookEventDeps } from './payments/webhookEvents';
import type { PaymentProvider, ProviderEvent, WebhookHeaders } from './providers/payments/provider';
import { webhookReceiptWorkflow, type WebhookReceiptState } from './workflows/webhookReceipt.workflow';
import { beginningOf, transition } from './workflows/workflow';

export interface Delivery {
  /** As the address names it; absent: the usual provider. */
  readonly provider?: string | undefined;
  readonly raw: Buffer;
  readonly headers: WebhookHeaders;
}

export interface ReceiptFilter {
  readonly status?: WebhookReceiptState | undefined;
  readonly provider?: string | undefined;
}

export interface WebhookService {
  /** Takes what a provider sends: verified, kept once, acted upon once, in any order; gives how many events it held. */
  receive(delivery: Delivery): Promise<number>;
  /** The latest first. */
  list(filter: ReceiptFilter, request: PageRequest): Promise<Page<WebhookReceipt>>;
  /** Acts again on what was parked or not known; 409 once it is done. */
  replay(actor: UserActor, receiptId: Id): Promise<WebhookReceipt>;
  /** Staff decides about parked money: to its payer, or nothing, with a reason. */
  resolve(actor: UserActor, receiptId: Id, resolution: Resolution): Promise<WebhookReceipt>;
}

/** Makes the intake of webhooks and what staff does with them. */
export function makeWebhookService(deps: WebhookEventDeps): WebhookService {
  return {
    async receive({ provider, raw, headers }) {
      const gateway = provider === undefined ? deps.gateways.all[0] : deps.gateways.find(provider);
      if (!gateway) {
        throw new NotFound('request.notFound');
      }
      const events = read(gateway, raw, headers);
      for (const event of events) {
        const receipt = await keep(deps, gateway, event);
        if (receipt.status === 'Received') {
          await inTransaction((tx) => act(tx, deps, { receiptId: idOf(receipt), actor: systemActor }));
        }
      }
      return events.length;
    },
    list({ status, provider }, request) {
      const filter = { ...(provider !== undefined && { provider }), ...(status && { status }) };
      return findPage(WebhookReceiptModel, { filter, sort: { receivedAt: -1, _id: -1 }, request });
    },
    replay: (actor, receiptId) => inTransaction((tx) => act(tx, deps, { receiptId, actor })),
    resolve: (actor, receiptId, resolution) =>
      inTransaction((tx) => resolveParked(tx, deps, { actor, receiptId, resolution })),
  };
}

function read(gateway: PaymentProvider, raw: Buffer, headers: WebhookHeaders): readonly ProviderEvent[] {
  try {
    return gateway.readWebhook(raw, headers);
  } catch (cause) {
    if (isRefusedWebhook(cause)) {
      throw new BadRequest('payment.webhookRefused', { pub: { reason: cause.reason }, cause });
    }
    throw cause;
  }
}

/** The receipt of an event: the first delivery writes it, every other one finds it. */
async function keep(
  { clock }: WebhookEventDeps,
  { name: provider }: PaymentProvider,
  event: ProviderEvent,
): Promise<WebhookReceipt> {
  const { eventId } = event;
  try {
    const receipt = receiptOf(provider, event, clock.now());
    await WebhookReceiptModel.create(receipt);
    return receipt;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11_000) {
      return WebhookReceiptModel.findOne({ provider, eventId }).orFail().lean<WebhookReceipt>().exec();
    }
    throw error;
  }
}

function receiptOf(provider: string, event: ProviderEvent, now: Date): WebhookReceipt {
  const { eventId, type, kind, at } = event;
  return {
    _id: newId(),
    ...beginningOf(webhookReceiptWorkflow, { actor: systemActor, at: now }),
    provider,
    eventId,
    type,
    kind,
    ...('ref' in event && { ref: event.ref, providerRef: event.providerRef }),
    ...('amount' in event && event.amount),
    ...('reason' in event && { reason: event.reason }),
    at,
    receivedAt: now,
    updatedAt: now,
  };
}

interface Acting {
  readonly receiptId: Id;
  readonly actor: Actor;
}

/** Of two who act on a receipt at once one begins again, and finds it done: a webhook then says so, staff gets 409. */
async function act(tx: Tx, deps: WebhookEventDeps, { receiptId, actor }: Acting): Promise<WebhookReceipt> {
  const receipt = await WebhookReceiptModel.findOne({ _id: toObjectId(receiptId) }, null, { session: tx })
    .lean<WebhookReceipt>()
    .exec();
  if (!receipt) {
    throw new NotFound('request.notFound');
  }
  if (actor.kind === 'system' && receipt.status !== 'Received') {
    return receipt;
  }
  const at = deps.clock.now();
  const isDone = webhookReceiptWorkflow.terminal.some((state) => state === receipt.status);
  const outcome: Outcome = isDone ? { as: 'process' } : await actOn(tx, deps, receipt);
  const because = outcome.as === 'park' ? outcome.because : undefined;
  return transition(tx, WebhookReceiptModel, webhookReceiptWorkflow, outcome.as, {
    id: receiptId,
    actor,
    at,
    set: { because, updatedAt: at },
    unset: because ? [] : ['because'],
  });
}
