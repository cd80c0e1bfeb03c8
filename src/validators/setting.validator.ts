import { input } from '../utils/input';
import { isoDate, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { doerAnswer } from './person.validator';

export const read = input({});

export const history = input({ query: pagedQuery() });

/** Which figures there are and what they may be is the catalogue's to say; here only the form. */
export interface SettingEditBody {
  key: string;
  scope?: string;
  value?: unknown;
  reset?: boolean;
}

export interface ChangeSettingsBody {
  edits: SettingEditBody[];
  reason?: string;
  basis?: number;
}

const edit = Joi.object<SettingEditBody>({
  key: Joi.string().max(80).required().example('quote.maxLive'),
  scope: Joi.string()
    .max(80)
    .description('`global` (the default), or `tier:…`, `service:…`, `market:…`.')
    .example('global'),
  value: Joi.any().description('The new figure.').example(12),
  reset: Joi.boolean().valid(true).description('Instead of a value: back to what holds without this figure.'),
}).xor('value', 'reset');

export const change = input({
  body: Joi.object<ChangeSettingsBody, true>({
    edits: Joi.array()
      .items(edit)
      .min(1)
      .max(50)
      .required()
      .example([{ key: 'quote.maxLive', value: 12 }]),
    reason: text(1, 500).example('Busy season'),
    basis: Joi.number()
      .integer()
      .min(0)
      .description('The version that the editor saw: 409 when it is no longer the present one.')
      .example(0),
  }),
});

const figure = Joi.any().description('A number, a text, a list or null, as the figure is.').example(12);

export const overviewAnswer = Joi.object({
  version: Joi.number().integer().example(3),
  settings: Joi.array().items(
    Joi.object({
      key: Joi.string().example('quote.maxLive'),
      description: Joi.string(),
      value: figure,
      default: figure,
      scopes: Joi.array().items(
        Joi.object({ scope: Joi.string().example('tier:Pro'), value: figure, isDefault: Joi.boolean() }),
      ),
    }),
  ),
}).meta({ component: 'Settings' });

export const versionAnswer = Joi.object({
  id: Joi.string().example('3'),
  _id: Joi.string().example('3'),
  version: Joi.number().integer().example(3),
  changes: Joi.array().items(
    Joi.object({
      scope: Joi.string().example('global'),
      key: Joi.string().example('quote.maxLive'),
      before: figure.optional(),
      after: figure.optional(),
    }),
  ),
  by: doerAnswer,
  reason: Joi.string().allow(null),
  createdAt: isoDate(),
});
