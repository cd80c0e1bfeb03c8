import BaseJoi from 'joi';
import { joiTexts } from './joiTexts';

/** Where the values came from: text in a query or a form is read as number, boolean, list or object; JSON is not. */
export type InputSource = 'json' | 'form' | 'query' | 'params';

type Texts = Readonly<Record<string, string>>;

const read = (texts: Texts): object =>
  Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, BaseJoi.expression(text)]));

const { ar, ...en } = joiTexts;
/** Texts as Joi reads them: given as plain text it would read each of them again for every request. */
const messages = { ...read(en), ar: read(ar) } as unknown as BaseJoi.LanguageMessages;

/** Joi as our validators use it: abort never early, unknown keys dropped, messages in the reader's language. */
export const joiOptions = {
  abortEarly: false,
  stripUnknown: true,
  convert: true,
  messages,
  errors: { wrap: { label: false } },
} as const satisfies BaseJoi.ValidationOptions;

const fromText = (source: unknown): boolean => source === 'form' || source === 'query';

/** Lists as repeated keys or comma-joined text, objects as JSON text, wherever the input is text. */
export const Joi = BaseJoi.extend(
  (joi) => ({
    type: 'array',
    base: joi.array(),
    coerce: {
      from: 'string',
      method: (value: string, { prefs }) =>
        fromText(prefs.context?.['source']) ? { value: readList(value) } : { value },
    },
  }),
  (joi) => ({
    type: 'object',
    base: joi.object(),
    coerce: {
      from: 'string',
      method: (value: string, { prefs }) =>
        fromText(prefs.context?.['source']) ? { value: readJson(value) } : { value },
    },
  }),
) as typeof BaseJoi;

function readList(value: string): unknown {
  const text = value.trim();
  if (text.startsWith('[')) {
    return readJson(text);
  }
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

/** Text that is not JSON stays as it is, for the schema to refuse. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return text;
    }
    throw error;
  }
}
