import { methodsOf, pathsOf } from '../../utils/route';
import { makeComponents, type Components } from './components';
import { makeNamer, SYSTEM_TAG, type Endpoint } from './naming';
import { makeOperations } from './operations';
import { joinPath, openApiPath } from './paths';
import type { Mount } from '../../utils/route';
import type { Json, OpenApiDocument } from './types';

const VERSION = '1.0.0';

const description = [
  'The marketplace for local crafts and services: jobs, quotes, escrow and cash, reviews, disputes.',
  'Every answer is JSON in one envelope; every error carries a stable `code`.',
  'Money is an integer in the smallest unit of its currency; times are ISO 8601 in UTC; coordinates are `[longitude, latitude]`.',
].join('\n\n');

/** Every method and path that the mounts answer to; the first of a route is its canonical one. */
export const endpointsOf = (mounts: readonly Mount[]): Endpoint[] =>
  mounts.flatMap(({ prefix, router }) =>
    router.routes.flatMap((spec) =>
      pathsOf(spec).flatMap((path) =>
        methodsOf(spec).map((method) => ({ spec, method, prefix, path: joinPath(prefix, path) })),
      ),
    ),
  );

/** The OpenAPI 3.1 document of a set of mounted routes. */
export function openApiOf(mounts: readonly Mount[]): OpenApiDocument {
  const components = makeComponents();
  const { paths, tags } = writePaths(endpointsOf(mounts), components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Craftworks API',
      version: VERSION,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This server' }],
    tags,
    paths,
    components: components.all(),
  };
}

function writePaths(
  endpoints: readonly Endpoint[],
  components: Components,
): Pick<OpenApiDocument, 'paths' | 'tags'> {
  const nameOf = makeNamer();
  const operationOf = makeOperations(components);
  const tags = new Map<string, Json>();
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const naming = nameOf(endpoint);
    const path = openApiPath(endpoint.path);
    const operations = (paths[path] ??= {});
    if (operations[endpoint.method]) {
      throw new Error(`Two routes answer ${endpoint.method.toUpperCase()} ${path}`);
    }
    operations[endpoint.method] = operationOf(endpoint, naming);
    tags.set(naming.tag, tags.get(naming.tag) ?? tagOf(naming.tag, endpoint));
  }
  return { paths, tags: [...tags.values()] };
}

const tagOf = (name: string, { prefix }: Endpoint): Json => ({
  name,
  description:
    name === SYSTEM_TAG
      ? 'The server itself: its documentation and its state.'
      : `What stands under \`${prefix}\`.`,
});
