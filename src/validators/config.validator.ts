import { input } from '../utils/input';
import { CURRENCIES } from '../utils/money';
import { LOCALES } from '../utils/types/actor';
import { oneOf } from './common.validator';
import { Joi } from './joi';

export const getConfig = input({});

const count = (example: number) => Joi.number().integer().example(example);
const versions = Joi.object({
  android: Joi.string().example('1.0.0'),
  ios: Joi.string().example('1.0.0'),
});

/** What an answer holds of the public configuration. */
export const configAnswer = Joi.object({
  market: Joi.object({
    country: Joi.string().example('EG'),
    currency: oneOf(CURRENCIES),
    timeZone: Joi.string().example('Africa/Cairo'),
    weekend: Joi.array().items(count(5)),
    phoneRegion: Joi.string().example('EG'),
  }),
  currencies: Joi.array().items(
    Joi.object({ code: oneOf(CURRENCIES), decimals: count(2), isDefault: Joi.boolean() }),
  ),
  locales: Joi.array().items(oneOf(LOCALES)),
  limits: Joi.object({
    fileBytes: count(5_242_880),
    jobPhotos: count(5),
    pageSize: count(20),
    maxPageSize: count(100),
    quotesPerJob: count(10),
    invitationsPerJob: count(20),
    codeLength: count(6),
  }),
  minAppVersions: Joi.object({ client: versions, craftsman: versions }),
  features: Joi.object()
    .pattern(Joi.string(), Joi.boolean())
    .example({ passwordLogin: true, payments: false }),
  maintenance: Joi.object({
    isOn: Joi.boolean().example(false),
    message: Joi.string().allow(null).example(null),
  }),
  settingsVersion: count(0),
}).meta({ component: 'PublicConfig' });
