import type { RouteSpec } from '../../utils/route';
import { openApiPath } from './paths';
import { envelopeOf } from './envelopes';
import type { Target } from './guardCodes';

/** A method and full path under the prefix of its resource. */
export interface Endpoint extends Target {
  readonly prefix: string;
}

/** For what belongs to no resource. */
export const SYSTEM_TAG = 'system';

export interface Naming {
  readonly operationId: string;
  readonly tag: string;
  /** The first operation of the same route. */
  readonly aliasOf?: { readonly operationId: string; readonly method: string; readonly path: string };
}

type Canonical = NonNullable<Naming['aliasOf']> & { readonly tag: string };

/** Gives each operation an id that stays the same as long as its handler, or its path, does. */
export function makeNamer(): (target: Endpoint) => Naming {
  const canonicals = new Map<RouteSpec, Canonical>();
  const taken = new Set<string>();
  const free = (wanted: readonly string[]): string => {
    const id = wanted.find((one) => !taken.has(one)) ?? `${wanted.at(-1)}.${taken.size}`;
    taken.add(id);
    return id;
  };
  return (target) => {
    const { spec, method } = target;
    const path = openApiPath(target.path);
    const known = canonicals.get(spec);
    if (known) {
      const { tag, ...aliasOf } = known;
      return { operationId: free(aliasIds(target, aliasOf)), tag, aliasOf };
    }
    const tag = tagOf(target);
    const operationId = free([`${tag}.${verbOf(target)}`, `${tag}.${wordsOf(target)}`]);
    canonicals.set(spec, { operationId, method, path, tag });
    return { operationId, tag };
  };
}

/** The resource: the first word below the surface; what is mounted at the root is the system itself. */
function tagOf({ spec, prefix, path }: Endpoint): string {
  const base = envelopeOf(spec.surface).surface.prefix;
  const own = prefix.startsWith(base) ? path.slice(base.length) : prefix;
  return words(own)[0] ?? SYSTEM_TAG;
}

/** The name of the controller's method; the path's words when the handler has no name of its own. */
function verbOf(target: Target): string {
  const { name } = target.spec.handler;
  return /^[a-z]\w*$/i.test(name) && name !== 'handler' ? name : wordsOf(target);
}

const wordsOf = ({ method, path }: Target): string => camel([method, ...words(path)]);

const aliasIds = (
  { method, path }: Target,
  { operationId, path: canonical }: NonNullable<Naming['aliasOf']>,
): string[] => {
  const own = openApiPath(path) === canonical ? [] : [`${operationId}.${camel(words(path))}`];
  return [...own, `${operationId}.${camel([method, ...(own.length > 0 ? words(path) : [])])}`];
};

const words = (path: string): string[] => path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');

const camel = (all: readonly string[]): string =>
  all
    .map(
      (word, index) =>
        (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1),
    )
    .join('');
