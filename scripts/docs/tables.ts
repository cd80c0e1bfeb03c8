import { limits } from '../../src/config/limits';
import { whoMay } from '../../src/services/openapi/operations';
import type { Json, OpenApiDocument } from '../../src/services/openapi/types';
import type { Endpoint } from '../../src/services/openapi/naming';
import { openApiPath } from '../../src/services/openapi/paths';
import { diagramOf, type Workflow } from '../../src/services/workflows/defineWorkflow';
import { errorCatalogue } from '../../src/utils/errorCodes';

const WRITTEN = '<!-- Written by `npm run docs`; change the source, not this page. -->';

const page = (title: string, lead: string, parts: readonly string[]): string =>
  `${[`# ${title}`, WRITTEN, lead, ...parts].join('\n\n')}\n`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** Every method and path by resource, with who may call it and how often. */
export function routesPage(endpoints: readonly Endpoint[], document: OpenApiDocument): string {
  const rows = endpoints.map((endpoint) => {
    const path = openApiPath(endpoint.path);
    const { summary, tags } = document.paths[path]?.[endpoint.method] as { summary: string; tags: [string] };
    const { access, limit } = endpoint.spec;
    return {
      tag: tags[0],
      cells: [endpoint.method.toUpperCase(), `\`${path}\``, whoMay(access), limit, summary],
    };
  });
  const sections = document.tags.map((tag: Json) => {
    const own = rows.filter((row) => row.tag === tag['name']).map((row) => row.cells);
    return `## ${String(tag['name'])}\n\n${table(['method', 'path', 'who', 'limit', 'what'], own)}`;
  });
  return page('Routes', `${rows.length} methods and paths. The limits stand below.`, [
    ...sections,
    limitsTable(),
  ]);
}

function limitsTable(): string {
  const rows = Object.entries(limits).map(([name, limit]) => [
    name,
    String(limit.anonymous),
    String(limit.signedIn),
    `${limit.windowMs / 60_000} min`,
  ]);
  return `## Limits\n\n${table(['limit', 'by address', 'signed in', 'window'], rows)}`;
}

/** Every code that an answer may carry, with its status and both texts. */
export function errorCodesPage(): string {
  const rows = Object.entries(errorCatalogue)
    .sort(([a, one], [b, other]) => one.status - other.status || (a < b ? -1 : 1))
    .map(([code, { status, en, ar }]) => [`\`${code}\``, String(status), en, ar]);
  return page('Error codes', `${rows.length} codes.`, [table(['code', 'status', 'English', 'Arabic'], rows)]);
}

/** Every status table as a diagram. */
export function workflowsPage(flows: readonly Workflow<string, string>[]): string {
  const lead =
    'A status changes by an event of its table and in no other way; in brackets stand those who may fire the event.';
  const sorted = [...flows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.map((flow) => `## ${flow.name}\n\n\`\`\`mermaid\n${diagramOf(flow)}\n\`\`\``);
  return page('Workflows', lead, parts.length > 0 ? parts : ['No resource with a workflow is mounted yet.']);
}
