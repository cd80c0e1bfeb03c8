import { PaymentModel, type Payment } from '../../models/payment.model';
import { idOf, toObjectId } from '../../utils/ids';
import { isZero, subtract, zero, type Money } from '../../utils/money';
import { WALLET } from '../../utils/paymentWords';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import {
  jobFunded,
  jobFundedFromWallet,
  lateMoneyReturned,
  walletCredited,
} from '../ledger/postings/payment.postings';
import { paymentWorkflow } from '../workflows/payment.workflow';
import { transition } from '../workflows/workflow';
import type { PaymentDeps } from './deps';
import { paymentFact } from './facts';
import { fundJob } from './funding';
import { requestRefund } from './refundRequest';

export interface Capture {
  readonly payment: Payment;
  readonly amount: Money;
  readonly providerRef?: string | undefined;
  readonly actor: Actor;
}

/** What became of the money. */
interface Spread {
  readonly toJob: Money;
  readonly toWallet: Money;
  readonly toCard: Money;
}

/**
 * The money is there: it makes the hire firm, or it is in the payer's wallet, or it goes back; in the ledger, on the job
 * and on the payment in one transaction. Whoever else hears of the same payment at the same time begins again.
 */
export async function capture(tx: Tx, deps: PaymentDeps, given: Capture): Promise<Payment> {
  const { payment, actor, amount } = given;
  const at = deps.clock.now();
  const isForJob = payment.purpose === 'job';
  const funding = isForJob ? await fundJob(tx, deps, { payment, amount, actor, at }) : undefined;
  const toJob = funding?.toJob ?? zero(amount.currency);
  const captured = await transition(tx, PaymentModel, paymentWorkflow, 'capture', {
    id: idOf(payment),
    actor,
    at,
    set: {
      providerRef: given.providerRef,
      toJobMinor: toJob.amountMinor,
      capturedAt: at,
      updatedAt: at,
    },
    unset: ['liveKey', 'lookUpAt', 'paymentUrl', 'clientSecret', 'referenceCode'],
  });
  await postToJob(tx, deps, { ...given, toJob });
  const rest = subtract(amount, toJob);
  const spread = { toJob, ...(await settleRest(tx, deps, { payment: captured, rest, actor })) };
  await deps.outbox.recordMany(tx, [capturedFact(captured, spread), ...(funding?.facts ?? [])], { actor });
  return captured;
}

const capturedFact = (payment: Payment, { toJob, toWallet, toCard }: Spread) =>
  ({
    event: 'payment.captured',
    data: {
      ...paymentFact(payment),
      toJobMinor: toJob.amountMinor,
      toWalletMinor: toWallet.amountMinor,
      toCardMinor: toCard.amountMinor,
    },
  }) as const;

async function postToJob(
  tx: Tx,
  { ledger }: PaymentDeps,
  { payment, actor, toJob }: Capture & { readonly toJob: Money },
): Promise<void> {
  if (isZero(toJob)) {
    return;
  }
  const about = { paymentId: idOf(payment), jobId: idOf(payment.subject.id), amount: toJob };
  const entry =
    payment.provider === WALLET
      ? jobFundedFromWallet({ ...about, clientId: idOf(payment.userId) })
      : jobFunded({ ...about, gateway: payment.provider });
  await ledger.post(tx, entry, { actor });
}

interface Left {
  readonly payment: Payment;
  /** What the job does not take. Of money from the wallet nothing is left: no more is taken than is due. */
  readonly rest: Money;
  readonly actor: Actor;
}

async function settleRest(tx: Tx, deps: PaymentDeps, left: Left): Promise<Omit<Spread, 'toJob'>> {
  const nothing = zero(left.rest.currency);
  if (isZero(left.rest) || left.payment.provider === WALLET) {
    return { toWallet: nothing, toCard: nothing };
  }
  if (left.payment.purpose === 'job' && (await goesBack(deps, left.payment))) {
    await returnLate(tx, deps, left);
    return { toWallet: nothing, toCard: left.rest };
  }
  await creditWallet(tx, deps, left);
  return { toWallet: left.rest, toCard: nothing };
}

async function goesBack(
  { settings, gateways }: PaymentDeps,
  { provider, providerRef }: Payment,
): Promise<boolean> {
  const wish = (await settings.current()).get('payment.lateMoneyTo');
  return wish === 'card' && providerRef !== undefined && gateways.find(provider)?.can.refund === true;
}

async function returnLate(tx: Tx, deps: PaymentDeps, { payment, rest: amount, actor }: Left): Promise<void> {
  const jobId = idOf(payment.subject.id);
  const refund = await requestRefund(tx, deps, { payment, amount, actor });
  const toCards = [{ refundId: idOf(refund), amount }];
  const back = { clientId: idOf(payment.userId), toWallet: zero(amount.currency), toCards };
  const about = { jobId, paymentId: idOf(payment), gateway: payment.provider, amount };
  await deps.ledger.post(tx, lateMoneyReturned({ ...about, back }), { actor });
}

async function creditWallet(
  tx: Tx,
  { ledger, debts }: PaymentDeps,
  { payment, rest: amount, actor }: Left,
): Promise<void> {
  const userId = idOf(payment.userId);
  const isTopup = payment.purpose === 'topup';
  const credited = walletCredited({
    why: isTopup ? 'toppedUp' : 'late',
    userId,
    paymentId: idOf(payment),
    gateway: payment.provider,
    amount,
    ...(!isTopup && { jobId: idOf(payment.subject.id) }),
  });
  await ledger.post(tx, credited, { actor });
  if (isTopup) {
    await debts.repayDebts(tx, { userId, upTo: amount, from: 'available', actor });
  }
}

/** Reads a payment in a transaction that goes on to write it. */
export const findPayment = (tx: Tx, paymentId: string): Promise<Payment | null> =>
  PaymentModel.findOne({ _id: toObjectId(paymentId) }, null, { session: tx })
    .lean<Payment>()
    .exec();
