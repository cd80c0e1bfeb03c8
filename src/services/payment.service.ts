import { PaymentModel, type Payment } from '../models/payment.model';
import { NotFound } from '../utils/errors';
import { toObjectId, type Id } from '../utils/ids';
import type { UserActor } from '../utils/types/actor';

export interface PaymentService {
  /** One's own payment; 404 for everybody else. */
  get(actor: UserActor, paymentId: Id): Promise<Payment>;
}

/** Makes the look at payments; paying is an act. */
export const makePaymentService = (): PaymentService => ({
  async get({ id }, paymentId) {
    const payment = await PaymentModel.findOne({ _id: toObjectId(paymentId), userId: toObjectId(id) })
      .lean<Payment>()
      .exec();
    if (!payment) {
      throw new NotFound('request.notFound');
    }
    return payment;
  },
});
