import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import {
  PAYMENT_FLOWS,
  PAYMENT_PURPOSES,
  PAYMENT_STATES,
  WAYS_OF_PAYING,
  type PaymentPurpose,
  type WayOfPaying,
} from '../utils/paymentWords';
import { isoDate, moneyAmount, objectId, oneOf } from './common.validator';
import { Joi } from './joi';

const provider = () => oneOf(WAYS_OF_PAYING).empty(['', null]).description('Absent: the usual one.');
const amount = () => moneyAmount().min(1);

export interface InitiateBody {
  purpose: PaymentPurpose;
  jobId?: string;
  amount?: number;
  provider?: WayOfPaying;
}

export const initiate = input({
  body: Joi.object<InitiateBody, true>({
    purpose: oneOf(PAYMENT_PURPOSES).required(),
    jobId: objectId().empty(['', null]).description('Needed for a job.'),
    amount: amount().description('Of a top-up; what a job costs is known.'),
    provider: provider(),
  }),
});

export interface TopupBody {
  amount: number;
  provider?: WayOfPaying;
}

export const topup = input({
  body: Joi.object<TopupBody, true>({ amount: amount().required(), provider: provider() }),
});

export const onePayment = input({
  params: Joi.object<{ id: string }, true>({ id: objectId().required() }),
});

const given = () => Joi.string().allow(null);

export const paymentAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  purpose: oneOf(PAYMENT_PURPOSES),
  jobId: objectId().allow(null),
  provider: oneOf(WAYS_OF_PAYING),
  flow: oneOf(PAYMENT_FLOWS),
  amount: moneyAmount(),
  currency: oneOf(CURRENCIES),
  status: oneOf(PAYMENT_STATES),
  paymentUrl: given().example('https://pay.example.com/665f1c2a').description('Where the payer goes on.'),
  clientSecret: given().example(null).description('For the card form of the app.'),
  referenceCode: given().example('912345678').description('For the counter.'),
  declineReason: given().example(null),
  expiresAt: isoDate(),
  capturedAt: isoDate().allow(null),
  createdAt: isoDate(),
}).meta({ component: 'Payment' });
