import type BaseJoi from 'joi';
import { ibanOf } from '../utils/iban';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import {
  PAYOUT_KINDS,
  WITHDRAWAL_STATES,
  type Destination,
  type WithdrawalStateName,
} from '../utils/payoutWords';
import { TRANSACTION_STATUSES, TRANSACTION_TYPES } from '../utils/walletWords';
import { phone } from './account.validator';
import { isoDate, moneyAmount, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';

export const getBalance = input({});
export const getPayoutDetails = input({});
export const listTransactions = input({ query: pagedQuery() });

export interface StatementQuery extends PageRequest {
  from?: Date;
  to?: Date;
}

export const getStatement = input({
  query: pagedQuery<StatementQuery>({
    from: isoDate().description('From then on.'),
    to: isoDate().description('Before then.'),
  }),
});

const ACCOUNT_REF = /^[A-Za-z0-9_.:@-]{5,128}$/;

const iban = () =>
  Joi.string()
    .max(64)
    .custom((value: string, helpers) => ibanOf(value) ?? helpers.error('iban.invalid'))
    .messages({ 'iban.invalid': '{{#label}} is not a valid IBAN' })
    .example('EG380019000500000000263180002');

const only = (
  kind: Destination['kind'],
  schema: BaseJoi.StringSchema<string>,
): BaseJoi.StringSchema<string> =>
  schema.when('kind', { is: kind, then: Joi.required(), otherwise: Joi.any().strip() });

export interface PayoutDetailsBody {
  kind: Destination['kind'];
  holder?: string;
  iban?: string;
  bank?: string;
  phone?: string;
  accountRef?: string;
}

/** Keys of another kind are dropped, as everything is that means nothing here. */
export const setPayoutDetails = input({
  body: Joi.object<PayoutDetailsBody, true>({
    kind: oneOf(PAYOUT_KINDS).required(),
    holder: text(2, 120)
      .when('kind', { is: 'account', then: Joi.any().strip(), otherwise: Joi.required() })
      .example('Karim Hassan'),
    iban: only('bank', iban()),
    bank: text(2, 120)
      .empty(['', null])
      .when('kind', { is: 'bank', then: Joi.optional(), otherwise: Joi.any().strip() })
      .example('National Bank of Egypt'),
    phone: only('wallet', phone()),
    accountRef: only(
      'account',
      Joi.string().pattern(ACCOUNT_REF, 'an account reference').example('acct_1032D82eZvKYlo2C'),
    ),
  }),
});

export interface WithdrawBody {
  amount: number;
}

export const withdraw = input({
  body: Joi.object<WithdrawBody, true>({ amount: moneyAmount().min(1).required().example(25_000) }),
});

export interface ListWithdrawalsQuery extends PageRequest {
  status?: WithdrawalStateName;
}

export const listWithdrawals = input({
  query: pagedQuery<ListWithdrawalsQuery>({ status: oneOf(WITHDRAWAL_STATES) }),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });
export const oneWithdrawal = input({ params });

export interface PaidBody {
  reference: string;
}

export const markPaid = input({
  params,
  body: Joi.object<PaidBody, true>({
    reference: text(2, 120).required().example('NBE transfer 20260302-17'),
  }),
});

export interface FailedBody {
  reason: string;
}

export const markFailed = input({
  params,
  body: Joi.object<FailedBody, true>({ reason: text(3, 500).required().example('The account is closed.') }),
});

const amount = () => Joi.number().integer();
const currency = () => Joi.string().example('EGP');

export const balanceAnswer = Joi.object({
  balance: amount().description('All that is in the wallet: what can be withdrawn and what is held.'),
  withdrawableBalance: amount().description('What can be withdrawn now.'),
  held: amount().description('Earnings that wait for their time, and withdrawals under way.'),
  pending: amount().description('Of what is held: earnings that wait for their time.'),
  reserved: amount().description('Of what is held: withdrawals under way.'),
  owed: amount().description('What its owner owes: fees and what a decision took back. Never below zero.'),
  claims: amount().description('What others owe to its owner; it comes as they pay.'),
  currency: currency(),
}).meta({ component: 'WalletBalance' });

/** The wallet as a part of one's own profile. */
export const walletAnswer = Joi.object({
  balance: amount(),
  withdrawableBalance: amount(),
  currency: currency(),
}).meta({ component: 'Wallet' });

export const transactionAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  type: oneOf(TRANSACTION_TYPES),
  amount: amount().description('Above zero it came, below zero it went.'),
  currency: currency(),
  status: oneOf(TRANSACTION_STATUSES),
  gateway: Joi.string()
    .example('Stripe')
    .description('Who moved the money; `System` when it stayed with us.'),
  gatewayTransactionId: Joi.string().allow(null).example('pi_3Pq'),
  job: objectId().allow(null),
  jobId: objectId().allow(null),
  withdrawalId: objectId().allow(null),
  createdAt: isoDate(),
}).meta({ component: 'WalletTransaction' });

export const statementAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  seq: Joi.number().integer(),
  kind: Joi.string().example('earnings.matured'),
  amount: amount(),
  balance: amount().description('What could be withdrawn after it.'),
  currency: currency(),
  jobId: objectId().allow(null),
  at: isoDate(),
}).meta({ component: 'StatementLine' });

const masked = {
  kind: oneOf(PAYOUT_KINDS),
  holder: Joi.string().allow(null).example('K•••• H••••'),
  bank: Joi.string().allow(null).example('National Bank of Egypt'),
  number: Joi.string().example('EG••••0002'),
};

export const payoutDetailsAnswer = Joi.object({
  ...masked,
  changedAt: isoDate(),
  isNewUntil: isoDate().description('Until then earnings are held longer.'),
})
  .allow(null)
  .meta({ component: 'PayoutDetails' });

export const withdrawalAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  userId: objectId(),
  amount: amount(),
  currency: currency(),
  status: oneOf(WITHDRAWAL_STATES),
  destination: Joi.object(masked),
  gateway: Joi.string().allow(null).example('paystack'),
  reference: Joi.string().allow(null),
  reason: Joi.string().allow(null),
  dueBy: isoDate().description('Two business days after it was asked for.'),
  createdAt: isoDate(),
  updatedAt: isoDate(),
  endedAt: isoDate().allow(null),
}).meta({ component: 'Withdrawal' });

export const destinationAnswer = Joi.object({
  kind: oneOf(PAYOUT_KINDS),
  holder: Joi.string().allow(null).example('Karim Hassan'),
  iban: Joi.string().allow(null).example('EG380019000500000000263180002'),
  bank: Joi.string().allow(null).example('National Bank of Egypt'),
  phone: Joi.string().allow(null).example('+201001234567'),
  accountRef: Joi.string().allow(null).example('acct_1032D82eZvKYlo2C'),
}).meta({ component: 'PayoutDestination' });
