import type BaseJoi from 'joi';
import { COUNT_CAP, DEFAULT_LIMIT, MAX_LIMIT, type PageRequest } from '../utils/page';
import { Joi } from './joi';

const OBJECT_ID = /^[0-9a-fA-F]{24}$/;
/** Control characters but line breaks and tabs, and the marks that turn the direction of text around. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const CURSOR = /^[A-Za-z0-9_-]{1,400}$/;

/** An ObjectId as hex text; in a path a malformed one is 404, elsewhere 400. */
export const objectId = (): BaseJoi.StringSchema =>
  Joi.string()
    .custom((value: string, helpers) =>
      OBJECT_ID.test(value) ? value.toLowerCase() : helpers.error('objectId.invalid'),
    )
    .meta({
      openapi: { type: 'string', pattern: OBJECT_ID.source, minLength: 24, maxLength: 24 },
      objectId: true,
    })
    .example('665f1c2ab8a1f0d4c3e2b1a0');

/** Trimmed text for people to read, without control characters. */
export const text = (min: number, max: number): BaseJoi.StringSchema =>
  Joi.string()
    .trim()
    .min(min)
    .max(max)
    .custom((value: string, helpers) => (CONTROL.test(value) ? helpers.error('text.control') : value));

/** One of `values`, read in any case and kept in the documents' spelling. */
export const oneOf = <const T extends readonly string[]>(values: T): BaseJoi.StringSchema<T[number]> =>
  Joi.string<T[number]>()
    .valid(...values)
    .insensitive()
    .example(values[0]);

/** An amount in the smallest unit of its currency: a whole, safe number; text only where the input is a form. */
export const moneyAmount = (): BaseJoi.NumberSchema =>
  Joi.number()
    .custom((value: number, helpers) => {
      const given: unknown = helpers.original;
      const isText = typeof given === 'string';
      const mayBeText = helpers.prefs.context?.['source'] !== 'json';
      return Number.isSafeInteger(value) && (!isText || mayBeText) ? value : helpers.error('money.integer');
    })
    .max(1_000_000_000_000)
    .meta({ openapi: { type: 'integer' } })
    .example(50_000);

/** An instant or a day; `YYYY-MM-DD` is that day's start in UTC. */
export const isoDate = (): BaseJoi.DateSchema => Joi.date().iso().example('2026-05-31T09:00:00.000Z');

/** `page`, `limit` and `cursor` of a list (product.md section 1, Paging). */
export const pageKeys = {
  page: Joi.number().integer().min(1).max(1_000_000).default(1).example(1),
  limit: Joi.number()
    .integer()
    .min(1)
    .default(DEFAULT_LIMIT)
    .custom((value: number) => Math.min(value, MAX_LIMIT))
    .example(DEFAULT_LIMIT),
  cursor: Joi.string()
    .pattern(CURSOR)
    .messages({ 'string.pattern.base': '{{#label}} is not a cursor of this list' }),
};

/** The query of a paged list: the page keys and `keys` of its own. */
export const pagedQuery = <T extends PageRequest>(
  keys: Record<string, BaseJoi.Schema> = {},
): BaseJoi.ObjectSchema<T> =>
  Joi.object<T>({ ...pageKeys, ...keys }).custom((value: T, helpers) => {
    const tooDeep = value.cursor === undefined && (value.page - 1) * value.limit >= COUNT_CAP;
    return tooDeep ? helpers.error('page.tooDeep') : value;
  });

/** Latitude and longitude in degrees. */
export const latitude = (): BaseJoi.NumberSchema => Joi.number().min(-90).max(90).example(30.0444);
export const longitude = (): BaseJoi.NumberSchema => Joi.number().min(-180).max(180).example(31.2357);
