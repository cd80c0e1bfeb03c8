import type { Payment } from '../../models/payment.model';
import { NotFound } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { inTransaction } from '../../utils/transaction';
import { findPayment } from './capture';
import type { PaymentDeps } from './deps';
import { hear } from './hear';
import { withoutSecret } from './secrets';
import { parkCharge } from './parking';
import { mismatchOf, type Word } from './words';

/** Writes down what a provider has answered; gives the payment as it is by then, without its secret. Money that does not fit is parked for staff. */
export type TakeWord = (payment: Payment, word: Word) => Promise<Payment>;

/** Makes the way of answers that came without a webhook. */
export const makeTakeWord =
  (deps: PaymentDeps): TakeWord =>
  (asked, word) =>
    inTransaction(async (tx) => {
      const payment = await findPayment(tx, idOf(asked));
      if (!payment) {
        throw new NotFound('request.notFound', { pvt: { paymentId: idOf(asked) } });
      }
      const because = word.state === 'captured' ? mismatchOf(payment, word.amount) : undefined;
      if (because && word.state === 'captured' && payment.status !== 'Captured') {
        return withoutSecret(await parkCharge(tx, deps, { payment, word, because }));
      }
      return withoutSecret(await hear(tx, deps, { payment, word }));
    });
