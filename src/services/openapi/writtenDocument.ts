import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mount } from '../../utils/route';
import { endpointsOf } from './openapi.service';
import { openApiPath } from './paths';
import type { Json, OpenApiDocument } from './types';

// Written by `npm run docs`, copied by the build; a test holds it equal to what the routes declare.
const FILE = join(__dirname, '../../../docs/openapi.json');

/** The document as it was written down, less what these mounts do not have: describing all routes anew takes seconds. */
export async function writtenDocument(mounts: readonly Mount[]): Promise<OpenApiDocument> {
  const whole = JSON.parse(await readFile(FILE, 'utf8')) as OpenApiDocument;
  const mounted = new Set(endpointsOf(mounts).map(({ method, path }) => `${method} ${openApiPath(path)}`));
  const paths = pathsIn(whole, mounted);
  const tags = new Set(Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(tagsOf)));
  return { ...whole, paths, tags: whole.tags.filter(({ name }) => tags.has(name)) };
}

function pathsIn({ paths }: OpenApiDocument, mounted: ReadonlySet<string>): OpenApiDocument['paths'] {
  const kept = Object.entries(paths).map(([path, methods]) => {
    const served = Object.entries(methods).filter(([method]) => mounted.has(`${method} ${path}`));
    return [path, Object.fromEntries(served)] as const;
  });
  return Object.fromEntries(kept.filter(([, methods]) => Object.keys(methods).length > 0));
}

const tagsOf = (operation: Json): readonly unknown[] => operation['tags'] as readonly unknown[];
