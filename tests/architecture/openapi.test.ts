import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { declaredMounts } from '../../scripts/docs/files';
import { staleFiles } from '../../scripts/docs/main';
import { endpointsOf, openApiOf } from '../../src/services/openapi/openapi.service';
import { openApiPath } from '../../src/services/openapi/paths';
import type { Json, OpenApiDocument } from '../../src/services/openapi/types';
import { writtenDocument } from '../../src/services/openapi/writtenDocument';
import type { Mount } from '../../src/utils/route';
import { sampleMounts } from '../support/sampleMounts';
import { ROOT } from './sourceTree';

const mounts = declaredMounts();
const endpoints = endpointsOf(mounts);
const document = openApiOf(mounts);
const operations = operationsOf(document);
const folder = mkdtempSync(join(tmpdir(), 'craftworks-openapi-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Media {
  readonly schema: Json;
  readonly example?: unknown;
}

interface Operation {
  readonly key: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...(operation as unknown as Operation),
      key: `${method} ${path}`,
    })),
  );
}

/** What the linter says about a document; an empty text when it has nothing to say. */
async function complaintsAbout(whole: object): Promise<string> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(whole));
  const cli = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js');
  const args = [cli, 'lint', file, '--config', join(ROOT, 'redocly.yaml'), '--format', 'json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const done = await promisify(execFile)(process.execPath, args, { env, cwd: folder }).catch(
    (error: unknown) => error,
  );
  const { stdout } = done as { stdout?: string };
  const { problems } = JSON.parse(stdout ?? '') as { problems: { ruleId: string; message: string }[] };
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');
}

/** A schema that finds the components under the name of `shared`, where they are compiled once for all. */
const withShared = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"shared#/components/')) as Json;

/** The places where an example does not fit the schema beside it. */
function misfitsOf(whole: OpenApiDocument): string[] {
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }))
    .addFormat('hex', /^[0-9a-f]*$/i)
    .addFormat('binary', true)
    .addSchema({ $id: 'shared', components: whole.components });
  const fits = ({ schema, example }: Media): boolean => ajv.validate(withShared(schema), example);
  return operationsOf(whole).flatMap(({ key, requestBody, responses }) =>
    [requestBody, ...Object.values(responses)]
      .flatMap((part) => Object.values(part?.content ?? {}))
      .filter((media) => media.example !== undefined)
      .filter((media) => !fits(media))
      .map(() => `${key}: ${ajv.errorsText()}`),
  );
}

describe('the API documentation', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const complaints = await complaintsAbout(document);

    expect(complaints).toBe('');
  });

  it('is valid for every kind of declaration', async () => {
    const complaints = await complaintsAbout(openApiOf(sampleMounts()));

    expect(complaints).toBe('');
  });

  it('is refused by the same check when it is not valid', async () => {
    const complaints = await complaintsAbout({ ...openApiOf(sampleMounts()), info: { title: 'No version' } });

    expect(complaints).toContain('version');
  });

  it('speaks of each mounted route, and of no other', () => {
    const mounted = endpoints.map(({ method, path }) => `${method} ${openApiPath(path)}`);

    expect(operations.map(({ key }) => key).sort()).toEqual(mounted.sort());
    expect(mounted).toContain('get /openapi.json');
  });

  it('gives each operation an id of its own, a summary and a known tag', () => {
    const tags = document.tags.map((tag) => tag['name']);
    const nameless = operations.filter(
      ({ summary, tags: own }) => !summary.trim() || !own.every((tag) => tags.includes(tag)),
    );

    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(nameless).toEqual([]);
  });

  it('shows only bodies that their own validators accept', () => {
    const shown = endpoints.flatMap(({ spec, method, path }) => {
      const example = operations.find(({ key }) => key === `${method} ${openApiPath(path)}`)?.requestBody
        ?.content['application/json']?.example;
      const problem = spec.schema.body?.validate(example ?? {}, {
        stripUnknown: true,
        context: { source: 'json' },
      }).error;
      return problem ? [`${method} ${path}: ${problem.message}`] : [];
    });

    expect(shown).toEqual([]);
  });

  it.each([
    ['of the server', document],
    ['of the sample', openApiOf(sampleMounts())],
  ])('shows only examples %s that fit the schemas beside them', (_name, whole) => {
    const misfits = misfitsOf(whole);

    expect(misfits).toEqual([]);
    expect(
      operationsOf(whole).some(({ responses }) => responses['200']?.content?.['application/json']?.example),
    ).toBe(true);
  });

  it('is served as it was written: what the routes declare, no more and no less', async () => {
    const served = await writtenDocument(mounts);

    expect(served).toEqual(document);
  });

  it('leaves out of what is served what is not mounted, as in production', async () => {
    const isLocal = ({ router }: Mount): boolean =>
      router.routes.some(({ path }) => String(path).startsWith('/dev/'));
    const inProduction = mounts.filter((mount) => !isLocal(mount));

    const served = await writtenDocument(inProduction);

    expect(inProduction.length).toBeLessThan(mounts.length);
    expect([served.paths, served.tags]).toEqual([
      openApiOf(inProduction).paths,
      openApiOf(inProduction).tags,
    ]);
  });

  it('is written down as it is: run `npm run docs` when this fails', () => {
    const stale = staleFiles();

    expect(stale).toEqual([]);
  });
});
