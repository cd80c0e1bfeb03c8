import { HISTORY_KINDS, type HistoryKind } from '../utils/historyWords';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, oneOf, pagedQuery } from './common.validator';
import { Joi } from './joi';

export interface HistoryQuery extends PageRequest {
  kinds?: HistoryKind[];
}

export const showHistory = input({
  params: Joi.object<{ id: string }, true>({ id: objectId().required() }),
  query: pagedQuery<HistoryQuery>({
    kinds: Joi.array()
      .items(oneOf(HISTORY_KINDS))
      .single()
      .max(HISTORY_KINDS.length)
      .unique()
      .description('`hire`: jobs he was hired for; `account`: bans, logins, contacts, roles. Absent: all.'),
  }),
});

export const historyLineAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  kind: oneOf(HISTORY_KINDS),
  at: isoDate(),
  facts: Joi.object()
    .unknown(true)
    .example({ title: 'Fix a leaking tap', status: 'Completed', price: 45_000, currency: 'EGP' }),
}).meta({ component: 'UserHistoryLine' });
