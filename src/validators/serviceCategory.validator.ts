import type BaseJoi from 'joi';
import { input } from '../utils/input';
import { SERVICE_KINDS, type ServiceKind } from '../utils/serviceKinds';
import { objectId, oneOf, text } from './common.validator';
import { Joi } from './joi';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const ICON = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const COLOR = /^#[0-9a-fA-F]{6}$/;
const MOST_LANGUAGES = 20;

interface ServiceBody {
  name?: string;
  description?: string | null;
  names?: Record<string, string | null>;
  descriptions?: Record<string, string | null>;
  synonyms?: Record<string, string[] | null>;
  slug?: string;
  parent?: string | null;
  kind?: ServiceKind;
  icon?: string | null;
  color?: string | null;
  sortOrder?: number;
  isRetired?: boolean;
}

/** A value for each language by BCP 47 tag; null takes a language away. */
const inLanguages = <T>(value: BaseJoi.Schema): BaseJoi.ObjectSchema<Record<string, T | null>> =>
  Joi.object<Record<string, T | null>>().pattern(LANGUAGE_TAG, value.allow(null)).max(MOST_LANGUAGES);

const body = Joi.object<ServiceBody, true>({
  name: text(2, 80).description('In the language of the request; the other names stay.').example('Plumbing'),
  description: text(1, 500)
    .allow(null)
    .empty('')
    .description('In the language of the request.')
    .example('Leaks, taps, drains and water pipes'),
  names: inLanguages<string>(text(2, 80)).example({ en: 'Plumbing', ar: 'سباكة' }),
  descriptions: inLanguages<string>(text(1, 500)).example({ en: 'Leaks, taps, drains and water pipes' }),
  synonyms: inLanguages<string[]>(Joi.array().items(text(2, 60)).max(40))
    .description('Words under which people look for it: at most three words each.')
    .example({ en: ['plumber', 'leak'], ar: ['سباك', 'تسريب'] }),
  slug: Joi.string()
    .trim()
    .lowercase()
    .min(2)
    .max(60)
    .pattern(SLUG)
    .description('Made of the name when absent.')
    .example('plumbing'),
  parent: objectId().allow(null).description('The group that it belongs to; groups have none.').example(null),
  kind: oneOf(SERVICE_KINDS),
  icon: Joi.string().trim().max(60).pattern(ICON).allow(null).example('faucet'),
  color: Joi.string().trim().pattern(COLOR).uppercase().allow(null).example('#1E88E5'),
  sortOrder: Joi.number().integer().min(0).max(1_000_000).example(101),
  isRetired: Joi.boolean()
    .description('Retired services are no longer offered; what refers to them keeps them.')
    .example(false),
});

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export const listServices = input({
  query: Joi.object<{ all: boolean }, true>({
    all: Joi.boolean().default(false).description('Staff: the retired ones too.').example(false),
  }),
});

export const createService = input({ body: body.or('name', 'names') });
export const updateService = input({ params, body });
export const deleteService = input({ params });

const texts = (english: string, arabic: string): BaseJoi.ObjectSchema =>
  Joi.object().pattern(LANGUAGE_TAG, Joi.string()).example({ en: english, ar: arabic });

/** What an answer holds of a service. */
export const serviceAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  slug: Joi.string().example('plumbing'),
  parent: objectId().allow(null),
  kind: oneOf(SERVICE_KINDS),
  name: Joi.string().example('Plumbing'),
  description: Joi.string().allow('').example('Leaks, taps, drains and water pipes'),
  names: texts('Plumbing', 'سباكة'),
  descriptions: texts('Leaks, taps, drains and water pipes', 'تسريبات وحنفيات ومواسير'),
  synonyms: Joi.object()
    .pattern(LANGUAGE_TAG, Joi.array().items(Joi.string()))
    .example({ en: ['plumber', 'leak'], ar: ['سباك', 'تسريب'] }),
  icon: Joi.string().allow(null).example('faucet'),
  color: Joi.string().allow(null).example('#1E88E5'),
  sortOrder: Joi.number().integer().example(101),
  isRetired: Joi.boolean().example(false),
}).meta({ component: 'Service' });

/** The whole catalogue: it is never paged. */
export const servicesAnswer = Joi.array().items(serviceAnswer);

export const deletedAnswer = Joi.object({ id: objectId(), _id: objectId() });
