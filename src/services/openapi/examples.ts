import type Joi from 'joi';
import { describe, isAbsent } from './schemas';
import type { Described } from './types';

const AS_JSON: Joi.ValidationOptions = { stripUnknown: true, convert: true, context: { source: 'json' } };

/** A body that its own schema accepts, made of the examples of its fields. */
export function bodyExampleOf(schema: Joi.ObjectSchema): unknown {
  const node = describe(schema);
  if (node.examples && node.examples.length > 0) {
    return plain(node.examples[0]);
  }
  const fields = Object.entries(node.keys ?? {}).filter(([, field]) => !isAbsent(field));
  const bodyOf = (chosen: readonly Field[]): unknown =>
    plain(
      Object.fromEntries(
        fields.filter((one) => chosen.includes(one)).map(([key, field]) => [key, exampleOf(field)]),
      ),
    );
  const fits = (chosen: readonly Field[]): boolean => !schema.validate(bodyOf(chosen), AS_JSON).error;
  const least = leastSets(fields).find(fits) ?? fields;
  const shown = fields.filter(([, { examples }]) => examples && examples.length > 0);
  return bodyOf(
    shown.reduce((chosen, field) => (fits([...chosen, field]) ? [...chosen, field] : chosen), least),
  );
}

type Field = [key: string, field: Described];

/** From the barest to the fullest; fields that exclude or demand one another come alone and in pairs. */
function leastSets(fields: readonly Field[]): (readonly Field[])[] {
  const required = fields.filter(([, { flags }]) => flags?.['presence'] === 'required');
  const optional = fields.filter((field) => !required.includes(field));
  const pairs = optional.flatMap((one, index) => optional.slice(index + 1).map((other) => [one, other]));
  return [
    required,
    ...optional.map((field) => [...required, field]),
    ...pairs.map((pair) => [...required, ...pair]),
  ];
}

/** What an answer looks like, made of the examples of its fields. */
export const answerExampleOf = (schema: Joi.Schema): unknown => plain(exampleOf(describe(schema)));

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function exampleOf(node: Described): unknown {
  const { examples = [], flags = {} } = node;
  if (examples.length > 0) {
    return examples[0];
  }
  const [listed] = (node.allow ?? []).filter((value) => value !== null && typeof value !== 'object');
  if (flags['only'] === true && listed !== undefined) {
    return listed;
  }
  return isPlain(flags['default']) ? flags['default'] : exampleByType(node);
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function exampleByType(node: Described): unknown {
  if (node.matches) {
    return exampleOf(node.matches[0]?.schema ?? node.matches[0]?.then ?? {});
  }
  const make = byType[node.type ?? 'any'];
  return make ? make(node) : 'value';
}

const limitOf = (node: Described, ...names: readonly string[]): number | undefined => {
  const limit = node.rules?.find((rule) => names.includes(rule.name))?.args?.['limit'];
  return typeof limit === 'number' ? limit : undefined;
};

const byType: Readonly<Record<string, (node: Described) => unknown>> = {
  object: (node) => {
    const fields = Object.entries(node.keys ?? {}).filter(([, field]) => !isAbsent(field));
    const map = node.patterns?.[0];
    return Object.fromEntries(
      fields.length === 0 && map
        ? [['key', exampleOf(map.rule)]]
        : fields.map(([key, field]) => [key, exampleOf(field)]),
    );
  },
  array: (node) => {
    const ordered = (node.ordered ?? []).map(exampleOf);
    const [item] = node.items ?? [];
    const more = Math.max(1, limitOf(node, 'length', 'min') ?? 1) - ordered.length;
    return item ? [...ordered, ...Array.from({ length: more }, () => exampleOf(item))] : ordered;
  },
  string: textExample,
  number: (node) => limitOf(node, 'min') ?? 1,
  boolean: () => true,
  date: () => '2026-05-31T09:00:00.000Z',
};

const textByRule: Readonly<Record<string, string>> = {
  email: 'someone@example.com',
  uri: 'https://example.com/',
  guid: '3f0c8f5e-5b3c-4b8e-9c55-6d2f3a1b7c90',
  isoDate: '2026-05-31T09:00:00.000Z',
};

function textExample(node: Described): string {
  const special = node.rules?.map((rule) => textByRule[rule.name]).find((text) => text !== undefined);
  const length = limitOf(node, 'length');
  const words = 'An example text'.padEnd(limitOf(node, 'min') ?? 0, '.');
  return (
    special ??
    (length === undefined ? words.slice(0, limitOf(node, 'max')) : 'abcdef'.repeat(length).slice(0, length))
  );
}
