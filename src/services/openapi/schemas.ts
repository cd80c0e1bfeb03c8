import type Joi from 'joi';
import type { Components } from './components';
import type { Described, DescribedMatch, Json, Mode } from './types';

interface Walk {
  readonly mode: Mode;
  readonly components: Components;
}

/** The JSON schema of a Joi schema, with titles, examples and shared parts that Joi's own conversion leaves out. */
export function jsonSchemaOf(schema: Joi.Schema, mode: Mode, components: Components): Json {
  const { $defs: _unused, ...converted } = schema['~standard'].jsonSchema[mode]({ target: 'draft-2020-12' });
  return enrich(converted, describe(schema), { mode, components });
}

const described = new WeakMap<Joi.Schema, Described>();

/** Joi checks each description against a schema of its own, level by level; a schema never changes, so that is paid once. */
export function describe(schema: Joi.Schema): Described {
  const known = described.get(schema) ?? (schema.describe() as Described);
  described.set(schema, known);
  return known;
}

/** Whether a key is never there: forbidden on the way in, stripped on the way out. */
export const isAbsent = ({ flags }: Described): boolean =>
  flags?.['presence'] === 'forbidden' || flags?.['result'] === 'strip';

/** What a schema's `.meta()` says under a key. */
export const metaOf = (node: Described, key: string): unknown =>
  node.metas?.find((meta) => key in meta)?.[key];

function enrich(schema: Json, node: Described, walk: Walk): Json {
  const full = overlay(withChildren(schema, node, walk), node);
  const name = metaOf(node, 'component') ?? node.flags?.['id'];
  return typeof name === 'string' ? shared(full, name, walk) : full;
}

function shared(schema: Json, name: string, { mode, components }: Walk): Json {
  const { isNullable, rest } = splitNull(schema);
  const ref = components.shareSchema(mode === 'input' ? `${name}Input` : name, rest);
  return isNullable ? { anyOf: [ref, { type: 'null' }] } : ref;
}

function splitNull(schema: Json): { isNullable: boolean; rest: Json } {
  const { type } = schema;
  if (!Array.isArray(type) || !type.includes('null')) {
    return { isNullable: false, rest: schema };
  }
  const others = type.filter((one) => one !== 'null') as unknown[];
  return { isNullable: true, rest: { ...schema, type: others.length === 1 ? others[0] : others } };
}

function overlay(schema: Json, node: Described): Json {
  const { flags = {}, examples = [] } = node;
  const own = metaOf(node, 'openapi') as Json | undefined;
  const { isNullable } = splitNull(schema);
  const nullableType = isNullable && typeof own?.['type'] === 'string' ? { type: [own['type'], 'null'] } : {};
  const title = flags['label'];
  return {
    ...withoutComputedDefault(schema, flags['default']),
    ...own,
    ...nullableType,
    ...(typeof title === 'string' && { title }),
    ...(examples.length > 0 && { examples: plain(examples) }),
    ...(flags['insensitive'] === true && { 'x-any-case': true }),
  };
}

/** A default that is worked out at run time says nothing to a reader. */
function withoutComputedDefault(schema: Json, described: unknown): Json {
  const isComputed =
    typeof described === 'object' && described !== null && ('ref' in described || 'special' in described);
  if (!isComputed && typeof schema['default'] !== 'symbol') {
    return schema;
  }
  const { default: _unused, ...rest } = schema;
  return rest;
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function withChildren(schema: Json, node: Described, walk: Walk): Json {
  const wrapped = schema['anyOf'];
  if (node.matches) {
    return withMatches(schema, node.matches, walk);
  }
  if (Array.isArray(wrapped)) {
    return withWrapped(schema, wrapped as Json[], { node, walk });
  }
  if (schema['type'] !== undefined && (node.keys ?? node.patterns)) {
    return withKeys(schema, node, walk);
  }
  return schema['type'] === 'array'
    ? withItems(withOrdered(schema, node.ordered ?? [], walk), node.items ?? [], walk)
    : schema;
}

/** `allow('')` and `when()` put the schema itself into an `anyOf`. */
function withWrapped(
  schema: Json,
  wrapped: readonly Json[],
  { node, walk }: { node: Described; walk: Walk },
): Json {
  const inner = wrapped.map((one) => (one['type'] === node.type ? withChildren(one, node, walk) : one));
  const distinct = [...new Map(inner.map((one) => [JSON.stringify(one), one])).values()];
  const { anyOf: _unused, ...rest } = schema;
  return distinct.length === 1 ? { ...rest, ...distinct[0] } : { ...rest, anyOf: distinct };
}

function withMatches(schema: Json, matches: readonly DescribedMatch[], walk: Walk): Json {
  const options = schema['anyOf'] as readonly Json[] | undefined;
  const nodes = matches.flatMap(branchesOf);
  if (!options || options.length < nodes.length) {
    return schema;
  }
  const first = options.length - nodes.length;
  return {
    ...schema,
    anyOf: options.map((option, index) => {
      const node = nodes[index - first];
      return node ? enrich(option, node, walk) : option;
    }),
  };
}

const branchesOf = (match: DescribedMatch): Described[] =>
  match.schema
    ? [match.schema]
    : [match, ...(match.switch ?? [])]
        .flatMap(({ then, otherwise }) => [then, otherwise])
        .filter((one) => one !== undefined);

/** Unknown keys are dropped, not refused, and fields may be added to answers: objects are open. */
function withKeys(schema: Json, node: Described, walk: Walk): Json {
  const { additionalProperties, patternProperties, properties, required, ...rest } = schema;
  const known = Object.entries((properties ?? {}) as Record<string, Json>).filter(
    ([key]) => !isAbsent(node.keys?.[key] ?? {}),
  );
  const needed = neededOf(
    known.map(([key]) => key),
    { required, node, mode: walk.mode },
  );
  const map = mapOf(additionalProperties, patternProperties as Json | undefined);
  const rule = node.patterns?.[0]?.rule;
  return {
    ...rest,
    ...(known.length > 0 && {
      properties: Object.fromEntries(
        known.map(([key, child]) => [key, enrich(child, node.keys?.[key] ?? {}, walk)]),
      ),
    }),
    ...(needed.length > 0 && { required: needed }),
    ...(map && { additionalProperties: rule ? enrich(map, rule, walk) : map }),
  };
}

interface Needs {
  readonly required: unknown;
  readonly node: Described;
  readonly mode: Mode;
}

/** A client must send what is required; he gets every key that is not optional. */
function neededOf(names: readonly string[], { required, node, mode }: Needs): string[] {
  const asked = new Set((required ?? []) as string[]);
  return names.filter((name) =>
    mode === 'input' ? asked.has(name) : node.keys?.[name]?.flags?.['presence'] !== 'optional',
  );
}

function mapOf(additional: unknown, patterns: Json | undefined): Json | undefined {
  if (typeof additional === 'object' && additional !== null) {
    return additional as Json;
  }
  return patterns ? (Object.values(patterns)[0] as Json) : undefined;
}

function withOrdered(schema: Json, nodes: readonly Described[], walk: Walk): Json {
  const first = schema['prefixItems'] as readonly Json[] | undefined;
  return first
    ? { ...schema, prefixItems: first.map((one, index) => enrich(one, nodes[index] ?? {}, walk)) }
    : schema;
}

function withItems(schema: Json, nodes: readonly Described[], walk: Walk): Json {
  const items = schema['items'] as Json | undefined;
  const [only] = nodes;
  if (!items || !only) {
    return schema;
  }
  if (nodes.length === 1) {
    return { ...schema, items: enrich(items, only, walk) };
  }
  return {
    ...schema,
    items: withMatches(
      items,
      nodes.map((one) => ({ schema: one })),
      walk,
    ),
  };
}
