import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from 'winston';
import { readConfig } from '../../src/config';
import { makeContainer } from '../../src/container';
import { listMounts, type Mount } from '../../src/routes';
import { endpointsOf, openApiOf } from '../../src/services/openapi/openapi.service';
import { allWorkflows } from '../../src/services/workflows/defineWorkflow';
import { errorCodesPage, routesPage, workflowsPage } from './tables';

/** The generated pages by file name, made without a database. */
export function docsFiles(): ReadonlyMap<string, string> {
  const mounts = declaredMounts();
  const document = openApiOf(mounts);
  return new Map([
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['routes.md', routesPage(endpointsOf(mounts), document)],
    ['error-codes.md', errorCodesPage()],
    ['workflows.md', workflowsPage(allWorkflows())],
  ]);
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
