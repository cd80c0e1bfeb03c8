import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from 'winston';
import { readConfig } from '../../src/config';
import { makeContainer } from '../../src/container';
import { listMounts } from '../../src/routes';
import { endpointsOf, openApiOf } from '../../src/services/openapi/openapi.service';
import type { Mount } from '../../src/utils/route';
import { allWorkflows } from '../../src/services/workflows/defineWorkflow';
import { configurationTable, envExample } from './environment';
import { errorCodesPage, routesPage, workflowsPage } from './tables';

const CONFIGURATION = /(<!-- configuration -->)[\s\S]*?(<!-- end of configuration -->)/;

/** The generated files by their path from the root, made without a database. */
export function docsFiles(): ReadonlyMap<string, string> {
  const mounts = declaredMounts();
  const document = openApiOf(mounts);
  return new Map([
    ['docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['docs/routes.md', routesPage(endpointsOf(mounts), document)],
    ['docs/error-codes.md', errorCodesPage()],
    ['docs/workflows.md', workflowsPage(allWorkflows())],
    ['.env.example', envExample()],
    ['README.md', readme()],
  ]);
}

/** The README with its generated table; the rest of it is written by hand. */
function readme(): string {
  const text = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  return text.replace(CONFIGURATION, `$1\n\n${configurationTable()}\n\n$2`);
}

/** The mounts of a server that is never started; the folder that a container asks for is gone afterwards. */
export function declaredMounts(): readonly Mount[] {
  const folder = mkdtempSync(join(tmpdir(), 'craftworks-docs-'));
  try {
    const config = readConfig({ DATA_DIR: folder, LOG_DIR: folder });
    return listMounts(makeContainer({ config, logger: createLogger({ silent: true }) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
