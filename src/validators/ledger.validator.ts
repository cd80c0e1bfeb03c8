import { input } from '../utils/input';
import { isoDate, moneyAmount, objectId, oneOf, text } from './common.validator';
import { Joi } from './joi';

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });
export const getAudit = input({});

export interface ProposeBody {
  userId: string;
  amount: number;
  reason: string;
}

const LARGEST = 1_000_000_000_000;

export const propose = input({
  body: Joi.object<ProposeBody, true>({
    userId: objectId().required(),
    amount: moneyAmount()
      .min(-LARGEST)
      .invalid(0)
      .required()
      .example(-5_000)
      .description('Minor units: above zero it is given, below zero taken.'),
    reason: text(5, 500).required().example('A top-up was counted twice by the provider.'),
  }),
});

export const approve = input({ params });

export interface RejectBody {
  reason: string;
}

export const reject = input({
  params,
  body: Joi.object<RejectBody, true>({ reason: text(3, 500).required().example('The top-up was right.') }),
});

export interface InboxQuery {
  limit: number;
}

export const getInbox = input({
  query: Joi.object<InboxQuery, true>({ limit: Joi.number().integer().min(1).max(200).default(100) }),
});

export const adjustmentAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  userId: objectId(),
  amount: Joi.number().integer(),
  currency: Joi.string().example('EGP'),
  reason: Joi.string(),
  status: oneOf(['Requested', 'Approved', 'Rejected']),
  makerId: objectId(),
  checkerId: objectId().allow(null),
  refusal: Joi.string().allow(null),
  createdAt: isoDate(),
  decidedAt: isoDate().allow(null),
}).meta({ component: 'LedgerAdjustment' });

export const auditAnswer = Joi.object({
  isRunning: Joi.boolean().description('The ledger is being read; what stands here is the last result.'),
  isSound: Joi.boolean().allow(null).description('Null before the first audit has ended.'),
  startedAt: isoDate().allow(null),
  finishedAt: isoDate().allow(null),
  counts: Joi.object().pattern(Joi.string(), Joi.number()),
  faultCount: Joi.number().integer(),
  faults: Joi.array()
    .items(Joi.object({ kind: Joi.string(), where: Joi.string(), says: Joi.string() }))
    .description('The first hundred.'),
  anchor: Joi.object({ number: Joi.number().integer(), hash: Joi.string(), at: isoDate() })
    .allow(null)
    .description('The newest anchor: the log has named the same hash when it was made.'),
}).meta({ component: 'LedgerAudit' });

export const inboxAnswer = Joi.object({
  items: Joi.array().items(
    Joi.object({
      kind: Joi.string().example('withdrawal'),
      id: objectId(),
      _id: objectId(),
      since: isoDate(),
      waitingSeconds: Joi.number().integer().min(0),
      dueBy: isoDate().allow(null),
      isOverdue: Joi.boolean(),
      facts: Joi.object().pattern(
        Joi.string(),
        Joi.alternatives(Joi.string().allow(''), Joi.number(), Joi.boolean(), Joi.valid(null)),
      ),
    }),
  ),
  counts: Joi.object().pattern(Joi.string(), Joi.number()),
}).meta({ component: 'StaffInbox' });
