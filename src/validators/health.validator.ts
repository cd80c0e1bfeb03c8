import { input } from '../utils/input';
import { Joi } from './joi';

export const nothing = input({});

export const healthAnswer = Joi.object<{ status: string }, true>({
  status: Joi.string().required().example('ok'),
});
