import { PaymentModel, type Payment } from '../../models/payment.model';
import { RefundModel, type Refund } from '../../models/refund.model';
import { after, minutes } from '../../utils/clock';
import { idOf, type Id } from '../../utils/ids';
import type { PaymentDeps } from './deps';
import type { Refunds } from './refunds';
import { makeTakeWord, type TakeWord } from './takeWord';
import { wordOfState, type Word } from './words';

const AT_ONCE = 100;

export interface SettlePayments {
  /** Asks the providers about every payment and refund whose word is due; gives how many there were. */
  (signal?: AbortSignal): Promise<number>;
}

interface SettleDeps extends PaymentDeps {
  readonly refunds: Pick<Refunds, 'drive'>;
}

/** Makes the look at what stays without word: no webhook has to come for money to be found. */
export const makeSettlePayments = (deps: SettleDeps): SettlePayments => {
  const takeWord = makeTakeWord(deps);
  return async (signal) => {
    const payments = await duePayments(deps);
    for (const payment of payments) {
      if (!signal?.aborted) {
        await safely(deps, idOf(payment), () => settleOne(deps, takeWord, payment));
      }
    }
    const refunds = await dueRefunds(deps);
    for (const { _id } of refunds) {
      if (!signal?.aborted) {
        await safely(deps, idOf(_id), () => deps.refunds.drive(idOf(_id)));
      }
    }
    return payments.length + refunds.length;
  };
};

const duePayments = ({ clock }: PaymentDeps): Promise<Payment[]> =>
  PaymentModel.find({ lookUpAt: { $exists: true, $lte: clock.now() } })
    .sort({ lookUpAt: 1 })
    .limit(AT_ONCE)
    .lean<Payment[]>()
    .exec();

const dueRefunds = ({ clock }: PaymentDeps): Promise<Pick<Refund, '_id'>[]> =>
  RefundModel.find({ dueAt: { $exists: true, $lte: clock.now() } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .limit(AT_ONCE)
    .lean<Pick<Refund, '_id'>[]>()
    .exec();

/** One that fails is left for the next run; those behind it are not. */
async function safely({ logger }: PaymentDeps, id: Id, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    logger.error('a payment or a refund could not be settled', { id, error });
  }
}

async function settleOne(deps: PaymentDeps, takeWord: TakeWord, payment: Payment): Promise<void> {
  const word = await askProvider(deps, payment);
  await askAgain(deps, payment);
  const heard = word && decisive(word, payment, deps.clock.now());
  if (heard) {
    await takeWord(payment, heard);
  }
}

/** What the provider says of a payment; undefined where it says nothing, or nothing that is known. */
export async function askProvider(
  { gateways, logger }: PaymentDeps,
  payment: Payment,
): Promise<Word | undefined> {
  const { provider, providerRef } = payment;
  const paymentId = idOf(payment);
  const gateway = gateways.find(provider);
  if (!gateway) {
    logger.error('a payment has no word and its provider is not configured', { paymentId, provider });
    return undefined;
  }
  try {
    const state = await gateway.lookUp({ paymentId, providerRef });
    if (state.state === 'unknown') {
      logger.error('a provider gives a payment a status that is not known', {
        paymentId,
        provider,
        ...state,
      });
    }
    return wordOfState(state);
  } catch (error) {
    logger.warn('provider did not answer about a payment', { paymentId, provider, error });
    return undefined;
  }
}

/** The older it is, the longer it can wait. A later word may still end it before. */
async function askAgain(
  { clock, settings }: PaymentDeps,
  { _id, lookUpAt, createdAt }: Payment,
): Promise<void> {
  const now = clock.now();
  const least = minutes((await settings.current()).get('payment.lookUpMinutes'));
  const age = now.getTime() - createdAt.getTime();
  await PaymentModel.updateOne(
    { _id, lookUpAt: lookUpAt ?? null },
    { $set: { lookUpAt: after(now, Math.max(least, age)) } },
  );
}

/** What is still open once its time is over has expired; what the provider never heard of may still be sent until then. */
function decisive(word: Word, { expiresAt }: Payment, now: Date): Word | undefined {
  const isOver = expiresAt <= now;
  if (word.state === 'pending') {
    return isOver ? { state: 'expired', providerRef: word.providerRef } : word;
  }
  return word.state === 'notFound' && !isOver ? undefined : word;
}
