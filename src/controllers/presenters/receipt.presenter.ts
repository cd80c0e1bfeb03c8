import type { Receipt } from '../../services/jobMoney/receipt';
import type { Person } from '../../services/person.service';
import { presentPerson } from './person.presenter';

const personOrNull = (person: Person | undefined) => (person ? presentPerson(person) : null);

/** The figures of a receipt; our fee only where the reader may know it. */
export const presentReceipt = (receipt: Receipt): Record<string, unknown> => ({
  number: receipt.jobId,
  jobId: receipt.jobId,
  title: receipt.title,
  service: receipt.service,
  client: personOrNull(receipt.client),
  craftsman: personOrNull(receipt.craftsman),
  completedAt: receipt.completedAt,
  paymentType: receipt.paymentType,
  currency: receipt.currency,
  agreed: receipt.agreed,
  extras: receipt.extras.map(({ reason, amount }) => ({ reason, amount })),
  total: receipt.total,
  ...(receipt.cashPaid !== undefined && { cashPaid: receipt.cashPaid }),
  ...(receipt.fee && {
    platformFee: receipt.fee.amount,
    isFeeWaived: receipt.fee.isWaived,
    net: receipt.fee.net,
  }),
});
