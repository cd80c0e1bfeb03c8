import { PaymentModel, type Payment } from '../../models/payment.model';
import { idOf, toObjectId, type Id } from '../../utils/ids';

/** How the provider calls each of these payments, by our id; those that it never answered about are left out. */
export async function findProviderRefs(paymentIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const _id = { $in: paymentIds.map((id) => toObjectId(id)) };
  const payments = await PaymentModel.find({ _id }, { providerRef: 1 }).lean<
    Pick<Payment, '_id' | 'providerRef'>[]
  >();
  return new Map(
    payments.flatMap(({ _id: id, providerRef }) =>
      providerRef === undefined ? [] : [[idOf(id), providerRef]],
    ),
  );
}
