import { input } from '../utils/input';
import { Joi } from './joi';

export const nothing = input({});

interface HealthAnswer {
  status: string;
  media?: { keptBy: string; virusScan: string };
  warnings?: string[];
}

export const healthAnswer = Joi.object<HealthAnswer, true>({
  status: Joi.string().required().example('ok'),
  media: Joi.object({
    keptBy: Joi.string().valid('local', 'cloudinary').required(),
    virusScan: Joi.string().valid('on', 'away', 'off').required().example('on'),
  }).optional(),
  warnings: Joi.array().items(Joi.string()).optional().example(['fields.masterKeyMissing']),
});
