import Joi from 'joi';

/** One figure of the business. */
export interface SettingDefinition<T> {
  readonly default: T;
  readonly schema: Joi.Schema;
  readonly description: string;
  /** Defaults of narrower scopes, such as `tier:Pro`. */
  readonly scoped: Readonly<Record<string, T>>;
}

/** What a figure means, and what it is by default in narrower scopes. */
export interface SettingNotes<T> {
  readonly means: string;
  readonly scoped: Readonly<Record<string, T>>;
}

/** Types one figure: its default, the values that staff may give it, and what it means. */
export function setting<T>(
  value: T,
  schema: Joi.Schema,
  notes: string | SettingNotes<T>,
): SettingDefinition<T> {
  const { means, scoped } = typeof notes === 'string' ? { means: notes, scoped: {} } : notes;
  return { default: value, schema: schema.required(), description: means, scoped };
}

/** Whole numbers from `min` to `max`. */
export const integer = (min: number, max: number): Joi.NumberSchema =>
  Joi.number().integer().min(min).max(max);

/** Amounts in minor units. */
export const amountMinor = (): Joi.NumberSchema => integer(0, 1_000_000_000);

/** Hundredths of a percent. */
export const basisPoints = (): Joi.NumberSchema => integer(0, 10_000);
