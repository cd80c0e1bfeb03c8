import { input } from '../utils/input';
import { Joi } from './joi';

export const nothing = input({});

export const healthAnswer = Joi.object<{ status: string; warnings?: string[] }, true>({
  status: Joi.string().required().example('ok'),
  warnings: Joi.array().items(Joi.string()).optional().example(['fields.masterKeyMissing']),
});
