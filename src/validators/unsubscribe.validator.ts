import { input } from '../utils/input';
import { LOCALES, type Locale } from '../utils/types/actor';
import { oneOf } from './common.validator';
import { Joi } from './joi';

export interface UnsubscribeQuery {
  token: string;
  lang?: Locale;
}

const query = Joi.object<UnsubscribeQuery, true>({
  // Whatever stands there gets an answer for people.
  token: Joi.string().allow('').max(500).default(''),
  lang: oneOf(LOCALES),
});

export const showUnsubscribe = input({ query });

/** Mail programs send `List-Unsubscribe=One-Click` as a form of either kind (RFC 8058); the link alone decides. */
export const unsubscribe = input({ query, raw: true });
