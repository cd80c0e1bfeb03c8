import type { Json } from './types';

type Kind = 'schemas' | 'responses' | 'examples' | 'headers' | 'parameters' | 'securitySchemes';

/** What several operations share, under a name. */
export interface Components {
  /** Stores `value` under `name` once and returns the reference; another value under the same name is an error. */
  share(kind: Kind, name: string, value: Json): Json;
  /** As `share`, but gives the value itself back when the name stands for something else already. */
  shareSchema(name: string, schema: Json): Json;
  all(): Record<string, Json>;
}

const refTo = (kind: Kind, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });
const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Collects the shared parts of one document. */
export function makeComponents(): Components {
  const kinds = new Map<Kind, Map<string, Json>>();
  const namesOf = (kind: Kind): Map<string, Json> => {
    const names = kinds.get(kind) ?? new Map<string, Json>();
    kinds.set(kind, names);
    return names;
  };
  const keep = (kind: Kind, name: string, value: Json): boolean => {
    const names = namesOf(kind);
    const known = names.get(name) ?? value;
    names.set(name, known);
    return same(known, value);
  };
  return {
    share(kind, name, value) {
      if (!keep(kind, name, value)) {
        throw new Error(`Two different ${kind} are called ${name}`);
      }
      return refTo(kind, name);
    },
    shareSchema: (name, schema) => (keep('schemas', name, schema) ? refTo('schemas', name) : schema),
    all: () => Object.fromEntries([...kinds].map(([kind, names]) => [kind, inOrder(names)])),
  };
}

const inOrder = (names: ReadonlyMap<string, Json>): Json =>
  Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
