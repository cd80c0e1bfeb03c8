import { PaymentModel, type Payment } from '../../models/payment.model';
import { after, minutes } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import { paymentWorkflow, type PaymentEvent } from '../workflows/payment.workflow';
import { transition } from '../workflows/workflow';
import { capture } from './capture';
import type { PaymentDeps } from './deps';
import { paymentFact } from './facts';
import { eventFor, type Word } from './words';

const actor = systemActor;

/** What is told of a payment that ended without money. */
const ENDS = { decline: 'Declined', expire: 'Expired', fail: 'Failed' } as const;

export interface Heard {
  readonly payment: Payment;
  readonly word: Word;
}

/**
 * Takes a provider's word on a payment, in one transaction; a word that is known already, or older than what we know,
 * changes nothing. The caller has compared amount and currency of a capture with what was asked for.
 */
export async function hear(tx: Tx, deps: PaymentDeps, { payment, word }: Heard): Promise<Payment> {
  const event = eventFor(payment.status, word);
  if (!event) {
    return payment;
  }
  switch (word.state) {
    case 'pending':
      return pend(tx, deps, { payment, word });
    case 'captured':
      return capture(tx, deps, { payment, actor, amount: word.amount, providerRef: word.providerRef });
    default:
      return end(tx, deps, { payment, event, word });
  }
}

type Pending = Extract<Word, { state: 'pending' }>;

async function pend(
  tx: Tx,
  { clock, settings }: PaymentDeps,
  { payment, word: { state: _state, ...given } }: { readonly payment: Payment; readonly word: Pending },
): Promise<Payment> {
  const at = clock.now();
  const wait = minutes((await settings.current()).get('payment.lookUpMinutes'));
  return transition(tx, PaymentModel, paymentWorkflow, 'pend', {
    id: idOf(payment),
    actor,
    at,
    set: { ...given, lookUpAt: after(at, wait), updatedAt: at },
  });
}

interface Ending {
  readonly payment: Payment;
  readonly event: PaymentEvent;
  readonly word: Exclude<Word, { state: 'pending' | 'captured' }>;
}

async function end(
  tx: Tx,
  { clock, outbox }: PaymentDeps,
  { payment, event, word }: Ending,
): Promise<Payment> {
  const at = clock.now();
  const reason = word.state === 'declined' ? word.reason : undefined;
  const ended = await transition(tx, PaymentModel, paymentWorkflow, event, {
    id: idOf(payment),
    actor,
    at,
    set: {
      providerRef: 'providerRef' in word ? word.providerRef : undefined,
      declineReason: reason,
      updatedAt: at,
    },
    unset: ['liveKey', 'lookUpAt', 'paymentUrl', 'clientSecret', 'referenceCode'],
    reason,
  });
  const as = ENDS[event as keyof typeof ENDS];
  const data = { ...paymentFact(ended), as, ...(reason !== undefined && { reason }) };
  await outbox.record(tx, 'payment.ended', data, { actor });
  return ended;
}
