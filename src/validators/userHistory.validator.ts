import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, oneOf, pagedQuery } from './common.validator';
import { Joi } from './joi';

const KINDS = [
  'job',
  'hire',
  'quote',
  'payment',
  'withdrawal',
  'dispute',
  'report',
  'review',
  'verification',
  'account',
] as const;

export interface HistoryQuery extends PageRequest {
  kinds?: (typeof KINDS)[number][];
}

export const showHistory = input({
  params: Joi.object<{ id: string }, true>({ id: objectId().required() }),
  query: pagedQuery<HistoryQuery>({
    kinds: Joi.array()
      .items(oneOf(KINDS))
      .single()
      .max(KINDS.length)
      .unique()
      .description('`hire`: jobs he was hired for; `account`: bans, logins, contacts, roles. Absent: all.'),
  }),
});

export const historyLineAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  kind: oneOf(KINDS),
  at: isoDate(),
  facts: Joi.object()
    .unknown(true)
    .example({ title: 'Fix a leaking tap', status: 'Completed', price: 45_000, currency: 'EGP' }),
}).meta({ component: 'UserHistoryLine' });
