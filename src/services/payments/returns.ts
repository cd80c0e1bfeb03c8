import type { Job } from '../../models/job.model';
import { PaymentModel, type Payment } from '../../models/payment.model';
import { idOf } from '../../utils/ids';
import { isZero, least, money, subtract, type Money } from '../../utils/money';
import type { Tx } from '../../utils/transaction';
import { systemActor, type Actor } from '../../utils/types/actor';
import type { Return } from '../ledger/postings/return';
import type { PaymentDeps } from './deps';
import { requestRefund } from './refundRequest';

export interface Returning {
  readonly job: Pick<Job, '_id' | 'clientId' | 'currency'>;
  /** What of the money that was paid in for the job is the client's again. */
  readonly amount: Money;
  /** Card refunds wait: what was decided may still be appealed. */
  readonly waitUntil?: Date | undefined;
  /** In whose name; absent: the system's. */
  readonly actor?: Actor | undefined;
}

/**
 * Decides how a client's money goes back: to the cards that it came from as far as they can be refunded, the newest payment
 * first, the rest to his wallet. Writes the refunds; the caller posts the entry and writes the job in the same transaction.
 */
export type PlanReturn = (tx: Tx, order: Returning) => Promise<Return>;

/** Makes the plan of returns. */
export const makePlanReturn =
  (deps: Pick<PaymentDeps, 'clock' | 'outbox' | 'gateways'>): PlanReturn =>
  async (tx, { job, amount, waitUntil, actor = systemActor }) => {
    const toCards: { refundId: string; amount: Money }[] = [];
    let rest = amount;
    for (const payment of isZero(amount) ? [] : await refundable(tx, deps, job)) {
      const part = least(rest, leftOf(payment));
      if (part.amountMinor > 0) {
        const refund = await requestRefund(tx, deps, { payment, amount: part, actor, waitUntil });
        await noteReturn(tx, deps, { payment, part });
        toCards.push({ refundId: idOf(refund), amount: part });
        rest = subtract(rest, part);
      }
    }
    return { clientId: idOf(job.clientId), toWallet: rest, toCards };
  };

/** The newest first. */
async function refundable(
  tx: Tx,
  { gateways }: Pick<PaymentDeps, 'gateways'>,
  { _id, currency }: Returning['job'],
): Promise<Payment[]> {
  const captured = await PaymentModel.find({ 'subject.id': _id, status: 'Captured' }, null, { session: tx })
    .sort({ createdAt: -1, _id: -1 })
    .lean<Payment[]>()
    .exec();
  return captured.filter(
    (payment) =>
      payment.currency === currency &&
      payment.providerRef !== undefined &&
      gateways.find(payment.provider)?.can.refund === true,
  );
}

const noteReturn = (
  tx: Tx,
  { clock }: Pick<PaymentDeps, 'clock'>,
  { payment, part }: { readonly payment: Payment; readonly part: Money },
) =>
  PaymentModel.updateOne(
    { _id: payment._id },
    { $inc: { returnedMinor: part.amountMinor }, $set: { updatedAt: clock.now() } },
    { session: tx },
  );

/** What of a payment has gone to the job and was not given back yet; late money has its own way back. */
const leftOf = ({ toJobMinor, returnedMinor, currency }: Payment): Money =>
  money(Math.max(toJobMinor - returnedMinor, 0), currency);
