import { PaymentModel, type Payment } from '../../models/payment.model';
import {
  WebhookReceiptModel,
  type ParkedBecause,
  type WebhookReceipt,
} from '../../models/webhookReceipt.model';
import { idOf, newId } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { webhookReceiptWorkflow } from '../workflows/webhookReceipt.workflow';
import { beginningOf, transition } from '../workflows/workflow';
import type { PaymentDeps } from './deps';
import type { Word } from './words';

interface Odd {
  readonly payment: Payment;
  readonly word: Extract<Word, { state: 'captured' }>;
  readonly because: ParkedBecause;
}

/** Money of another amount than was asked for came as an answer: it is kept for staff like a webhook, once; not posted. */
export async function parkCharge(tx: Tx, { clock }: Pick<PaymentDeps, 'clock'>, odd: Odd): Promise<Payment> {
  const { payment, word, because } = odd;
  const at = clock.now();
  const receipt = receiptOf(odd, at);
  const { provider, eventId } = receipt;
  const known = await WebhookReceiptModel.exists({ provider, eventId }).session(tx);
  if (!known) {
    await WebhookReceiptModel.create([receipt], { session: tx });
    const set = { because, updatedAt: at };
    const move = { id: idOf(receipt), actor: systemActor, at, set };
    await transition(tx, WebhookReceiptModel, webhookReceiptWorkflow, 'park', move);
  }
  const named = word.providerRef === undefined ? {} : { providerRef: word.providerRef };
  await PaymentModel.updateOne(
    { _id: payment._id },
    { $unset: { lookUpAt: 1 }, $set: { updatedAt: at, ...named } },
    { session: tx },
  );
  return payment;
}

const receiptOf = ({ payment, word }: Odd, at: Date): WebhookReceipt => ({
  _id: newId(),
  ...beginningOf(webhookReceiptWorkflow, { actor: systemActor, at }),
  provider: payment.provider,
  eventId: `answer:${idOf(payment)}`,
  type: 'answer',
  kind: 'charge.captured',
  ref: idOf(payment),
  ...(word.providerRef !== undefined && { providerRef: word.providerRef }),
  ...word.amount,
  at,
  receivedAt: at,
  updatedAt: at,
});
