import type { Json } from './types';

type Kind = 'schemas' | 'responses' | 'examples' | 'headers' | 'parameters' | 'securitySchemes';

/** What several operations share, under a name. */
export interface Components {
  /** Makes what is called `name` unless it is there, and returns the reference: one name, one meaning. */
  share(kind: Kind, name: string, make: () => Json): Json;
  /** Stores a schema under a name that its author gave; gives it back itself when the name stands for another one. */
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
  return {
    share(kind, name, make) {
      const names = namesOf(kind);
      if (!names.has(name)) {
        names.set(name, make());
      }
      return refTo(kind, name);
    },
    shareSchema(name, schema) {
      const names = namesOf('schemas');
      const known = names.get(name) ?? schema;
      names.set(name, known);
      return same(known, schema) ? refTo('schemas', name) : schema;
    },
    all: () => Object.fromEntries([...kinds].map(([kind, names]) => [kind, inOrder(names)])),
  };
}

const inOrder = (names: ReadonlyMap<string, Json>): Json =>
  Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1)));
