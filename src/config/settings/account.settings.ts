import Joi from 'joi';
import { integer, setting } from './setting';

const CONTACT_VERIFICATION = ['off', 'money', 'all'] as const;
export type ContactVerification = (typeof CONTACT_VERIFICATION)[number];

/** Which text of each kind holds now. */
export interface ConsentVersions {
  readonly terms: string;
  readonly privacy: string;
  readonly marketing: string;
}

const textVersion = Joi.string()
  .pattern(/^[\w.-]{1,40}$/, 'a version such as 2026-01')
  .required();

/** Logins, codes, contacts (rules, section 9). */
export const accountSettings = {
  contactVerification: setting<ContactVerification>(
    'money',
    Joi.valid(...CONTACT_VERIFICATION),
    'What needs a verified e-mail or phone: nothing, withdrawals and payout details, or everything.',
  ),
  'account.consentVersions': setting<ConsentVersions>(
    { terms: '2026-01', privacy: '2026-01', marketing: '2026-01' },
    Joi.object({ terms: textVersion, privacy: textVersion, marketing: textVersion }),
    'The texts that people agree to; whoever agreed to an older one is asked again.',
  ),
  'account.exportLoginHours': setting<number>(
    24,
    integer(1, 720),
    'How long after signing in a copy of all of one’s data may be fetched.',
  ),
  'otp.length': setting<number>(6, integer(4, 8), 'Digits of a code.'),
  'otp.ttlMinutes': setting<number>(5, integer(1, 60), 'How long a code is good for.'),
  'otp.maxTries': setting<number>(5, integer(1, 10), 'Wrong tries after which a code is dead.'),
  'otp.sendsPerHourAndPhone': setting<number>(3, integer(1, 100), 'Codes sent to one phone in an hour.'),
  'otp.sendsPerHourAndIp': setting<number>(10, integer(1, 1_000), 'Codes sent for one address in an hour.'),
  'otp.sendsPerHourAndRange': setting<number>(
    30,
    integer(1, 100_000),
    'Codes sent to numbers that differ in their last three digits only, in an hour.',
  ),
  'otp.sendsPerHourAndCountry': setting<number>(
    200,
    integer(1, 1_000_000),
    'Codes sent to one country other than the market’s, in an hour.',
  ),
  'otp.countries': setting<readonly string[]>(
    [],
    Joi.array().items(Joi.string().length(2).uppercase()).unique().max(250),
    'ISO codes of the countries whose phones get codes; none named: all.',
  ),
};
