import { createHmac } from 'node:crypto';
import type { Clock } from '../../../utils/clock';
import { isSameText } from '../../../utils/keys';
import type { Currency } from '../../../utils/money';
import { headerOf, textOf } from './fields';
import { eventOf } from './paystack/events';
import { makePaystackCall, type CallPaystack, type PaystackAnswer } from './paystack/client';
import { stateOfRefund, stateOfTransaction, stateOfTransfer } from './paystack/states';
import {
  WebhookRefused,
  type ChargeRequest,
  type ChargeResult,
  type ChargeState,
  type PaymentProvider,
  type PayoutDestination,
  type PayoutRequest,
  type RefundRequest,
  type TransferRef,
  type TransferState,
} from './provider';
import { vendorFailed } from './vendorCall';

export interface PaystackOptions {
  readonly secretKey: string;
  readonly clock: Clock;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

const CURRENCIES: readonly Currency[] = ['NGN', 'ZAR', 'USD'];
/** Accounts that are not named by a recipient's code: Nigerian and South African ones. */
const ACCOUNT_TYPES: Readonly<Partial<Record<Currency, string>>> = { NGN: 'nuban', ZAR: 'basa' };
/** Paystack wants an address; no mail can go to this one. */
const NO_MAIL = 'payers.craftworks.invalid';

/** Payments through Paystack: the payer pays on its page; refunds and transfers. */
export function makePaystack({ clock, ...account }: PaystackOptions): PaymentProvider {
  const call = makePaystackCall(account);
  return {
    name: 'paystack',
    can: {
      refund: true,
      payout: true,
      flow: 'redirect',
      payoutReach: { currencies: CURRENCIES, destinations: ['bank', 'account'] },
    },
    currencies: CURRENCIES,
    charge: (request) => charge(call, request),
    lookUp: ({ paymentId }) => lookUp(call, paymentId),
    refund: (request) => refund(call, request),
    lookUpRefund: ({ id, payment }) => lookUpRefund(call, id, payment.paymentId),
    payOut: (request) => payOut(call, request),
    lookUpPayout: (ref) => lookUpPayout(call, ref),
    readWebhook: (raw, headers) => {
      const expected = createHmac('sha512', account.secretKey).update(raw).digest('hex');
      if (!isSameText(headerOf(headers, 'x-paystack-signature') ?? '', expected)) {
        throw new WebhookRefused('signature');
      }
      return [eventOf(raw, clock.now())];
    },
  };
}

async function charge(call: CallPaystack, request: ChargeRequest): Promise<ChargeResult> {
  const { paymentId, amount, payer, returnUrl } = request;
  const answer = await call('POST', '/transaction/initialize', {
    reference: paymentId,
    amount: String(amount.amountMinor),
    currency: amount.currency,
    email: payer.email ?? `${payer.id}@${NO_MAIL}`,
    callback_url: returnUrl,
    metadata: { paymentId },
  });
  const paymentUrl = textOf(answer.data['authorization_url']);
  if (answer.isDone && paymentUrl !== undefined) {
    return { state: 'pending', providerRef: paymentId, paymentUrl };
  }
  if (answer.isDone) {
    throw refusedBy(answer);
  }
  return earlierCharge(answer, await lookUp(call, paymentId));
}

/** Perhaps the reference is taken by an earlier try; Paystack shows its page's address only once. */
function earlierCharge(answer: PaystackAnswer, earlier: ChargeState): ChargeResult {
  if (earlier.state === 'pending' || earlier.state === 'captured' || earlier.state === 'declined') {
    return earlier;
  }
  throw refusedBy(answer);
}

const refusedBy = ({ status, code }: PaystackAnswer): Error => vendorFailed('paystack', { status, code });

async function lookUp(call: CallPaystack, paymentId: string): Promise<ChargeState> {
  const answer = await call('GET', `/transaction/verify/${paymentId}`);
  return answer.isDone ? stateOfTransaction(answer.data, paymentId) : absent(answer);
}

/** 400 and 404 say that there is no such thing; a wrong key says nothing about it. */
function absent(answer: PaystackAnswer): { state: 'notFound' } {
  if (answer.status !== 400 && answer.status !== 404) {
    throw refusedBy(answer);
  }
  return { state: 'notFound' };
}

/** Paystack has no key for refunds: ours is in the note, and the transaction's refunds are read first. */
async function refund(call: CallPaystack, request: RefundRequest): Promise<TransferState> {
  const { refundId, paymentId, amount } = request;
  const earlier = await lookUpRefund(call, refundId, paymentId);
  if (earlier.state !== 'notFound') {
    return earlier;
  }
  const answer = await call('POST', '/refund', {
    transaction: paymentId,
    amount: amount.amountMinor,
    currency: amount.currency,
    merchant_note: refundId,
  });
  return answer.isDone ? stateOfRefund(answer.data) : refusalOf(answer);
}

/** The request was wrong: nothing happened, and a repetition would be wrong as well. */
function refusalOf(answer: PaystackAnswer): TransferState {
  if (answer.status !== 400 && answer.status !== 404) {
    throw refusedBy(answer);
  }
  return { state: 'failed', reason: answer.code ?? 'refused' };
}

async function lookUpRefund(call: CallPaystack, refundId: string, paymentId: string): Promise<TransferState> {
  const transaction = await call('GET', `/transaction/verify/${paymentId}`);
  if (!transaction.isDone) {
    return absent(transaction);
  }
  // Refunds are listed by Paystack's own number of the transaction.
  const answer = await call('GET', `/refund?transaction=${String(transaction.data['id'])}&perPage=100`);
  const found = answer.list.find((one) => one['merchant_note'] === refundId);
  if (!found && !answer.isDone) {
    return absent(answer);
  }
  return found ? stateOfRefund(found) : { state: 'notFound' };
}

async function payOut(call: CallPaystack, request: PayoutRequest): Promise<TransferState> {
  const { withdrawalId, amount, destination } = request;
  const { currency, amountMinor } = amount;
  const recipient = await recipientOf(call, destination, currency);
  if (typeof recipient !== 'string') {
    return recipient;
  }
  const answer = await call('POST', '/transfer', {
    source: 'balance',
    reference: withdrawalId,
    amount: amountMinor,
    currency,
    recipient,
  });
  if (answer.isDone) {
    return stateOfTransfer(answer.data);
  }
  // Perhaps the reference is taken by an earlier try.
  const earlier = await lookUpPayout(call, { id: withdrawalId });
  return earlier.state === 'notFound' ? refusalOf(answer) : earlier;
}

/** A recipient's code; the same account gives the same one. */
async function recipientOf(
  call: CallPaystack,
  destination: PayoutDestination,
  currency: Currency,
): Promise<string | TransferState> {
  if (destination.kind === 'account') {
    return destination.accountRef;
  }
  const type = ACCOUNT_TYPES[currency];
  if (destination.kind !== 'bank' || destination.bank === undefined || type === undefined) {
    return { state: 'failed', reason: 'destination_not_supported' };
  }
  const answer = await call('POST', '/transferrecipient', {
    type,
    name: destination.holder,
    account_number: destination.iban,
    bank_code: destination.bank,
    currency,
  });
  const code = textOf(answer.data['recipient_code']);
  if (answer.isDone && code === undefined) {
    throw refusedBy(answer);
  }
  return code ?? refusalOf(answer);
}

async function lookUpPayout(call: CallPaystack, { id }: TransferRef): Promise<TransferState> {
  const answer = await call('GET', `/transfer/verify/${id}`);
  return answer.isDone ? stateOfTransfer(answer.data) : absent(answer);
}
