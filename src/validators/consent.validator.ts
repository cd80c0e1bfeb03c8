import { CONSENT_KINDS, type ConsentWishes } from '../utils/consents';
import { input } from '../utils/input';
import { isoDate, oneOf } from './common.validator';
import { Joi } from './joi';

/** What somebody agrees to: only what is a choice can be refused or taken back while the account stays. */
export const consentWishes = () =>
  Joi.object<ConsentWishes, true>({
    terms: Joi.boolean().valid(true).description('Whoever does not agree any more deletes the account.'),
    privacy: Joi.boolean().valid(true),
    marketing: Joi.boolean().example(false),
  });

export const listConsents = input({});

export const changeConsents = input({ body: consentWishes() });

/** What an answer holds of one kind. */
export const consentAnswer = Joi.object({
  kind: oneOf(CONSENT_KINDS),
  isGiven: Joi.boolean(),
  isCurrent: Joi.boolean().description('What was said was said of the text that holds now.'),
  version: Joi.string().allow(null).example('2026-01'),
  currentVersion: Joi.string().example('2026-01'),
  locale: Joi.string().allow(null),
  source: Joi.string().allow(null).example('registration'),
  at: isoDate().allow(null),
}).meta({ component: 'Consent' });

export const consentsAnswer = Joi.array().items(consentAnswer);
