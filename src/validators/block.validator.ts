import { input } from '../utils/input';
import { objectId } from './common.validator';
import { Joi } from './joi';

export const oneUser = input({
  params: Joi.object<{ userId: string }, true>({ userId: objectId().required() }),
});

export const blockAnswer = Joi.object({ userId: objectId(), isBlocked: Joi.boolean() }).meta({
  component: 'Block',
});
