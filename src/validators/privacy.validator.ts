import { input } from '../utils/input';
import { givenPassword } from './account.validator';
import { isoDate } from './common.validator';
import { Joi } from './joi';

export interface EraseOwnBody {
  password?: string;
}

export const exportOwn = input({});

export const eraseOwn = input({
  body: Joi.object<EraseOwnBody, true>({
    password: givenPassword().description(
      'One’s own; whoever has none has to have signed in within the last quarter of an hour.',
    ),
  }),
});

/** What an erasure has ended. */
export const erasedAnswer = Joi.object({
  erasedAt: isoDate(),
  endedJobs: Joi.number().integer().example(1),
  withdrawnQuotes: Joi.number().integer().example(0),
  withdrawnInvitations: Joi.number().integer().example(0),
});
