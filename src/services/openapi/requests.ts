import type Joi from 'joi';
import type { FileField } from '../../utils/input';
import type { RouteSpec } from '../../utils/route';
import type { Components } from './components';
import { bodyExampleOf } from './examples';
import type { Target } from './guardCodes';
import { pathParameters } from './paths';
import { describe, jsonSchemaOf } from './schemas';
import type { Json } from './types';

type Place = 'path' | 'query';

/** The parameters in the path and the query of an operation. */
export function parametersOf({ spec, path }: Target, components: Components): Json[] {
  const named = new Set(pathParameters(path));
  const declared = parametersIn('path', spec.schema.params, components).filter(({ name }) =>
    named.has(String(name)),
  );
  const missing = [...named].filter((name) => !declared.some((one) => one['name'] === name));
  if (missing.length > 0) {
    throw new Error(`${path} has no schema for its parameters ${missing.join(', ')}`);
  }
  return [...declared, ...parametersIn('query', spec.schema.query, components)];
}

function parametersIn(place: Place, schema: Joi.ObjectSchema | undefined, components: Components): Json[] {
  if (!schema) {
    return [];
  }
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input', components) as ObjectShape;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    ...(place === 'path' || required.includes(name) ? { required: true } : {}),
    ...(description !== undefined && { description }),
    schema: rest,
  }));
}

interface ObjectShape {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

/** The body of an operation as JSON and, where it takes files, as a form; undefined when it takes none. */
export function bodyOf(
  { schema: { body, files, isPageForm } }: RouteSpec,
  components: Components,
): Json | undefined {
  if (!takesAny(body) && !files) {
    return undefined;
  }
  const schema = body ? jsonSchemaOf(body, 'input', components) : { type: 'object' };
  const example = body ? bodyExampleOf(body) : {};
  return {
    ...(files && { description: AS_FORM }),
    required: isNeeded(body),
    content: {
      'application/json': { schema, example },
      ...(isPageForm && { 'application/x-www-form-urlencoded': { schema } }),
      ...(files && { 'multipart/form-data': { schema: withFiles(schema, files) } }),
    },
  };
}

const AS_FORM = 'JSON, or a form with files: nested keys in brackets (`address[city]`) or as JSON text.';

const takesAny = (body: Joi.ObjectSchema | undefined): boolean =>
  body !== undefined && Object.keys(describe(body).keys ?? {}).length > 0;

const isNeeded = (body: Joi.ObjectSchema | undefined): boolean => body?.validate({}).error !== undefined;

function withFiles(schema: Json, files: readonly FileField[]): Json {
  const properties = Object.fromEntries(files.map((field) => [field.name, fileSchema(field)]));
  return '$ref' in schema
    ? { allOf: [schema, { type: 'object', properties }] }
    : { ...schema, properties: { ...(schema['properties'] as Json | undefined), ...properties } };
}

const FILE: Json = { type: 'string', format: 'binary' };

const fileSchema = ({ maxCount }: FileField): Json =>
  maxCount === 1 ? FILE : { type: 'array', items: FILE, maxItems: maxCount };
