import { input } from '../utils/input';
import { oneOf } from './common.validator';
import { Joi } from './joi';

const CHANNELS = ['email', 'sms', 'push'] as const;

export interface InboxQuery {
  to?: string;
  channel?: (typeof CHANNELS)[number];
}

export const readInbox = input({
  query: Joi.object<InboxQuery, true>({
    // The page's form sends empty fields.
    to: Joi.string().trim().max(320).empty('').example('mona@example.org'),
    channel: oneOf(CHANNELS).empty(''),
  }),
});
