import { PaymentModel, type Payment } from '../../models/payment.model';
import { WebhookReceiptModel, type WebhookReceipt } from '../../models/webhookReceipt.model';
import { Conflict } from '../../utils/errors';
import { idOf, type Id } from '../../utils/ids';
import { money, type Currency } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { walletCredited } from '../ledger/postings/payment.postings';
import { paymentWorkflow } from '../workflows/payment.workflow';
import { webhookReceiptWorkflow } from '../workflows/webhookReceipt.workflow';
import { transition } from '../workflows/workflow';
import { findPayment } from './capture';
import { isId } from './webhookEvents';
import type { PaymentDeps } from './deps';

export interface Resolution {
  /** To the wallet of the one whose payment it names, or nothing at all. */
  readonly action: 'assign' | 'dismiss';
  readonly reason: string;
}

interface Deciding {
  readonly actor: UserActor;
  readonly receiptId: Id;
  readonly resolution: Resolution;
}

/** Staff closes a receipt that did not fit: the money that came, however much, is the payer's; or it is dismissed. */
export async function resolveParked(
  tx: Tx,
  deps: PaymentDeps,
  { actor, receiptId, resolution: { action, reason } }: Deciding,
): Promise<WebhookReceipt> {
  const at = deps.clock.now();
  const isAssigned = action === 'assign';
  const event = isAssigned ? 'resolve' : 'dismiss';
  const set = { note: reason, updatedAt: at };
  const move = { id: receiptId, actor, at, set, reason };
  const receipt = await transition(tx, WebhookReceiptModel, webhookReceiptWorkflow, event, move);
  if (isAssigned) {
    await assign(tx, deps, { actor, receipt });
  } else {
    await deps.outbox.record(tx, 'webhook.dismissed', factOf(receipt, reason), { actor });
  }
  return receipt;
}

const factOf = (receipt: WebhookReceipt, reason: string) => ({
  receiptId: idOf(receipt),
  provider: receipt.provider,
  kind: receipt.kind,
  reason,
});

async function assign(
  tx: Tx,
  deps: PaymentDeps,
  { actor, receipt }: { readonly actor: UserActor; readonly receipt: WebhookReceipt },
): Promise<void> {
  const { ref, kind, amountMinor = 0, currency } = receipt;
  const payment = kind === 'charge.captured' && isId(ref) ? await findPayment(tx, ref) : null;
  if (payment?.provider !== receipt.provider || amountMinor <= 0) {
    throw new Conflict('webhook.noPayer', { pub: { currentState: 'Parked' } });
  }
  await close(tx, deps, { actor, payment, receipt });
  const amount = money(amountMinor, currency as Currency);
  const about = { paymentId: idOf(payment), userId: idOf(payment.userId) };
  const receiptId = idOf(receipt);
  const credited = walletCredited({
    ...about,
    why: 'assigned',
    receiptId,
    gateway: payment.provider,
    amount,
  });
  await deps.ledger.post(tx, credited, { actor });
  const data = { ...factOf(receipt, receipt.note ?? ''), ...about, ...amount };
  await deps.outbox.record(tx, 'webhook.resolved', data, { actor });
}

interface Closing {
  readonly actor: UserActor;
  readonly payment: Payment;
  readonly receipt: WebhookReceipt;
}

/** Nobody waits for the payment any more; one whose own money came besides stays as it is. */
async function close(tx: Tx, { clock }: PaymentDeps, { actor, payment, receipt }: Closing): Promise<void> {
  if (payment.status === 'Captured') {
    return;
  }
  const at = clock.now();
  await transition(tx, PaymentModel, paymentWorkflow, 'assign', {
    id: idOf(payment),
    actor,
    at,
    set: { providerRef: receipt.providerRef, capturedAt: at, updatedAt: at },
    unset: ['liveKey', 'lookUpAt', 'paymentUrl', 'clientSecret', 'referenceCode'],
  });
}
