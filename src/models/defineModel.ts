import mongoose, { type Model, type Schema } from 'mongoose';

/** A question the code puts to a collection; a test checks that an index serves it. */
export interface ModelQuery {
  readonly name: string;
  /** A filter with sample values, shaped as the code sends it. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
}

export interface ModelDefinition<T> {
  readonly name: string;
  readonly collection: string;
  readonly schema: Schema<T>;
  readonly queries?: readonly ModelQuery[];
}

/** What the start and the checks need of a model, whatever its documents are. */
export type AnyModel = Pick<Model<unknown>, 'modelName' | 'collection' | 'schema' | 'createCollection'>;

const registry = new Map<string, { readonly model: AnyModel; readonly queries: readonly ModelQuery[] }>();

/** Makes a model with the settings that all ours share, and notes it and its queries for `initModels` and the index test. */
export function defineModel<T>({ name, collection, schema, queries = [] }: ModelDefinition<T>): Model<T> {
  schema.set('collection', collection);
  schema.set('strict', 'throw');
  schema.set('strictQuery', 'throw');
  schema.set('autoIndex', false);
  schema.set('autoCreate', false);
  schema.set('minimize', false);
  schema.set('versionKey', false);
  const model = mongoose.model<T>(name, schema);
  registry.set(name, { model: model as unknown as AnyModel, queries });
  return model;
}

/** Every model that has been defined, in the order of definition. */
export const models = (): readonly AnyModel[] => [...registry.values()].map(({ model }) => model);

/** The queries that each model declares. */
export const modelQueries = (): readonly {
  readonly model: AnyModel;
  readonly queries: readonly ModelQuery[];
}[] => [...registry.values()];
