import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import { LOCALES, type Locale } from '../utils/types/actor';
import { isoDate, moneyAmount, objectId, oneOf, text } from './common.validator';
import { Joi } from './joi';
import { oneJob, type JobParams } from './jobAction.validator';

/** The states of the table; a test holds them against it. */
export const CHANGE_ORDER_STATUSES = ['Proposed', 'Accepted', 'Funded', 'Declined', 'Lapsed'] as const;

export interface AmountBody {
  amount: number;
}

const params = Joi.object<JobParams, true>({ jobId: objectId().required() });
const amount = () =>
  moneyAmount().min(1).required().description('In the smallest unit of the job’s currency.');

export const withAmount = input({
  params,
  body: Joi.object<AmountBody, true>({ amount: amount() }),
});

export interface ChangeOrderBody extends AmountBody {
  reason: string;
}

export const propose = input({
  params,
  body: Joi.object<ChangeOrderBody, true>({
    amount: amount(),
    reason: text(3, 500).required().example('The pipe behind the wall is broken, too'),
  }),
});

export interface ChangeOrderParams extends JobParams {
  changeOrderId: string;
}

export const answer = input({
  params: Joi.object<ChangeOrderParams, true>({
    jobId: objectId().required(),
    changeOrderId: objectId().required(),
  }),
});

export interface ReceiptQuery {
  lang?: Locale;
}

export const receipt = input({
  ...oneJob,
  query: Joi.object<ReceiptQuery, true>({
    lang: oneOf(LOCALES).description('Absent: the reader’s language.'),
  }),
});

export const changeOrderAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  amount: Joi.number().integer().example(12_000),
  currency: oneOf(CURRENCIES),
  reason: Joi.string().example('The pipe behind the wall is broken, too'),
  status: oneOf(CHANGE_ORDER_STATUSES),
  countsSince: isoDate().allow(null).description('Part of the price since then.'),
  createdAt: isoDate(),
}).meta({ component: 'ChangeOrder' });

const figure = () => Joi.number().integer().example(50_000);

/** What a party sees of a job's money. */
export const jobMoneyAnswer = Joi.object({
  price: figure(),
  due: figure().description('What has to be held before the hire is firm.'),
  funded: figure(),
  held: figure(),
  released: figure().description('What has left the hold towards the craftsman, our fee included.'),
  fee: figure(),
  isFeeWaived: Joi.boolean().allow(null),
  currency: oneOf(CURRENCIES),
}).meta({ component: 'JobMoney' });

export const jobCashAnswer = Joi.object({
  clientAmount: figure().allow(null),
  craftsmanAmount: figure().allow(null),
  confirmsAt: isoDate().allow(null).description('When silence confirms.'),
  confirmedAt: isoDate().allow(null),
  amount: figure().allow(null),
  differsAt: isoDate().allow(null),
}).meta({ component: 'JobCash' });

export const openChangeOrderAnswer = Joi.object({
  id: objectId(),
  amount: figure(),
  isAccepted: Joi.boolean().description('Accepted, and waits to be paid.'),
}).meta({ component: 'OpenChangeOrder' });
