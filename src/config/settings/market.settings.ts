import Joi from 'joi';
import { CURRENCIES, type Currency } from '../../utils/money';
import { LOCALES, type Locale } from '../../utils/types/actor';
import { integer, setting } from './setting';

const dates = Joi.array().items(Joi.string().isoDate().length(10)).unique().max(200);
const isTimeZone: Joi.CustomValidator<string> = (value, helpers) =>
  Intl.supportedValuesOf('timeZone').includes(value) ? value : helpers.error('any.invalid');

/** The country in which we work; other markets override these in their own scope. */
export const marketSettings = {
  'market.country': setting<string>('EG', Joi.string().length(2).uppercase(), 'ISO code of the country.'),
  'market.currency': setting<Currency>('EGP', Joi.valid(...CURRENCIES), 'The currency of prices.'),
  'market.timeZone': setting<string>(
    'Africa/Cairo',
    Joi.string().custom(isTimeZone),
    'Where a day begins and ends.',
  ),
  'market.weekend': setting<readonly number[]>(
    [5, 6],
    Joi.array().items(integer(1, 7)).unique(),
    'Days on which no bank works, Monday is 1.',
  ),
  'market.holidays': setting<readonly string[]>(
    [],
    dates,
    'Further days on which no bank works, as YYYY-MM-DD.',
  ),
  'market.phoneRegion': setting<string>(
    'EG',
    Joi.string().length(2).uppercase(),
    'Whose phone numbers need no country code.',
  ),
  'market.locales': setting<readonly Locale[]>(
    ['en', 'ar'],
    Joi.array()
      .items(Joi.valid(...LOCALES))
      .unique()
      .min(1),
    'Languages offered here.',
  ),
};
