import { PaymentModel, type Payment } from '../../models/payment.model';

/**
 * What a provider's form needs to take a card. It stands on the payment as long as the payer can go on, and nowhere else:
 * what a transaction gives back may be kept for a repeated request, so it leaves this out.
 */
export function withoutSecret(payment: Payment): Payment {
  const { clientSecret: _secret, ...rest } = payment;
  return rest;
}

/** The payment with its secret, read anew where the payer still needs one. */
export async function withSecret(payment: Payment): Promise<Payment> {
  if (payment.flow !== 'card' || payment.status !== 'Pending') {
    return payment;
  }
  const kept = await PaymentModel.findOne({ _id: payment._id }, { clientSecret: 1 })
    .lean<Pick<Payment, 'clientSecret'>>()
    .exec();
  return { ...payment, ...(kept?.clientSecret !== undefined && { clientSecret: kept.clientSecret }) };
}
