import { input } from '../utils/input';
import { isoDate, objectId, oneOf } from './common.validator';
import { Joi } from './joi';

const PLATFORMS = ['android', 'ios', 'web'] as const;

/** What push services give out: no blanks, nothing unseen; longer ones than theirs are not known. */
const token = () =>
  Joi.string()
    .min(8)
    .max(4_096)
    .pattern(/^[\x21-\x7e]+$/)
    .example('fKx2Qm7:APA91bH');

export interface DeviceBody {
  token: string;
  platform: (typeof PLATFORMS)[number];
}

export const registerDevice = input({
  body: Joi.object<DeviceBody, true>({
    token: token().required(),
    platform: oneOf(PLATFORMS).required(),
  }),
});

export const removeDevice = input({
  params: Joi.object<{ token: string }, true>({ token: token().required() }),
});

const seen = { id: objectId(), _id: objectId(), platform: oneOf(PLATFORMS) };

export const deviceAnswer = Joi.object({ ...seen, createdAt: isoDate(), seenAt: isoDate() }).meta({
  component: 'Device',
});

export const removedAnswer = Joi.object({ removed: Joi.boolean().valid(true) });
