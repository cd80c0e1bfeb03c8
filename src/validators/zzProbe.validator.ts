import { input } from '../utils/input';
import { isoDate, objectId, text } from './common.validator';
import { Joi } from './joi';

export interface CreateZzProbeBody {
  title: string;
}

export const createZzProbe = input({
  body: Joi.object<CreateZzProbeBody, true>({ title: text(5, 120).required().example('A title') }),
});

export const getZzProbe = input({ params: Joi.object<{ id: string }, true>({ id: objectId().required() }) });

/** What an answer holds of a zz probe. */
export const zzProbeAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  title: Joi.string(),
  createdAt: isoDate(),
  can: Joi.object({ read: Joi.boolean() }),
});
