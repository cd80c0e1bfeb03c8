import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, pagedQuery } from './common.validator';
import { Joi } from './joi';
import { doerAnswer } from './person.validator';

export interface ListActivitiesQuery extends PageRequest {
  actor?: string;
  action?: string;
  targetType?: string;
  target?: string;
  from?: Date;
  to?: Date;
}

const WORD = /^[\w.:-]{1,80}$/;
const word = () => Joi.string().pattern(WORD, 'an id or a name').empty('');

export const listActivities = input({
  query: pagedQuery<ListActivitiesQuery>({
    actor: word().description('Who did it: a user’s id, or `system`.').example('665f1c2ab8a1f0d4c3e2b1a0'),
    action: word().example('user.banned'),
    targetType: word().example('user'),
    target: word().description('To what: an id; with `targetType`.').example('665f1c2ab8a1f0d4c3e2b1a0'),
    from: isoDate().description('From then on.'),
    to: isoDate().description('Before then.'),
  }).with('target', 'targetType'),
});

const facts = Joi.object().unknown(true).allow(null);

export const activityAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  action: Joi.string().example('user.banned'),
  actor: doerAnswer.keys({ role: Joi.string().allow(null).example('admin') }),
  target: Joi.object({
    type: Joi.string().example('user'),
    id: Joi.string().example('665f1c2ab8a1f0d4c3e2b1a0'),
    _id: Joi.string().example('665f1c2ab8a1f0d4c3e2b1a0'),
  }),
  before: facts.example({ status: 'active' }),
  after: facts.example({ status: 'banned' }),
  reason: Joi.string().allow(null, '').example('Offensive messages'),
  requestId: Joi.string().allow(null).example('4f6c8f9e-2f0e-4a39-9a44-0f6a8d5a8d0f'),
  createdAt: isoDate(),
}).meta({ component: 'Activity' });
