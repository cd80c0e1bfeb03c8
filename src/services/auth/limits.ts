import { hours, minutes, seconds } from '../../utils/clock';
import type { AccountLimit } from '../limits/accountLimits';

const GROWING: AccountLimit['delaysMs'] = [
  0,
  0,
  0,
  0,
  0,
  seconds(1),
  seconds(2),
  seconds(5),
  seconds(15),
  seconds(30),
  minutes(1),
];

/** Wrong passwords against one account, from wherever they come. */
export const loginTries: AccountLimit = { tries: 20, windowMs: hours(1), delaysMs: GROWING };

/** Wrong current passwords of somebody who is signed in. */
export const passwordTries: AccountLimit = { tries: 10, windowMs: hours(1), delaysMs: GROWING };

/** Mails with a link to one address. */
export const linkSends: AccountLimit = { tries: 5, windowMs: hours(1), delaysMs: [0, 0, minutes(1)] };
