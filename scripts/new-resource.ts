/** `npm run new:resource quote` writes the eight files of a resource and says which two lines connect it. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { apiTest } from './templates/apiTest';
import * as below from './templates/below';
import * as http from './templates/http';
import { namesOf, type Names } from './templates/names';

const FILES: readonly (readonly [path: (stem: string) => string, template: (names: Names) => string])[] = [
  [(stem) => `src/routes/${stem}.routes.ts`, http.routes],
  [(stem) => `src/validators/${stem}.validator.ts`, http.validator],
  [(stem) => `src/controllers/${stem}.controller.ts`, http.controller],
  [(stem) => `src/controllers/presenters/${stem}.presenter.ts`, below.presenter],
  [(stem) => `src/services/${stem}.service.ts`, below.service],
  [(stem) => `src/services/policies/${stem}.policy.ts`, below.policy],
  [(stem) => `src/models/${stem}.model.ts`, below.model],
  [(stem) => `tests/api/${stem}.test.ts`, apiTest],
];
const STYLE = { parser: 'typescript', singleQuote: true, printWidth: 110, trailingComma: 'all' } as const;

/** Writes the files of a resource below `root` and returns their paths; overwrites nothing. */
async function writeResource(stem: string, root: string): Promise<string[]> {
  const names = namesOf(stem);
  const taken = FILES.map(([pathOf]) => pathOf(stem)).filter((path) => existsSync(join(root, path)));
  if (taken.length > 0) {
    throw new Error(`there already: ${taken.join(', ')}`);
  }
  const { format } = await import('prettier');
  for (const [pathOf, template] of FILES) {
    const file = join(root, pathOf(stem));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await format(template(names).trimStart(), STYLE));
  }
  return FILES.map(([pathOf]) => pathOf(stem));
}

function nextSteps({ stem, many, Type }: Names): string {
  return [
    'Connect it:',
    `  src/container.ts      ${many}: make${Type}Service({ clock }),   and   readonly ${many}: ${Type}Service;`,
    `  src/routes/index.ts   { prefix, router: make${Type}Routes(container) },`,
    `Then write its rules: tests/api/${stem}.test.ts first.`,
  ].join('\n');
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { into: { type: 'string', default: '.' } },
  });
  const [stem] = positionals;
  if (stem === undefined || positionals.length > 1) {
    throw new Error('usage: npm run new:resource <stem>   (camelCase, singular: quote, abuseReport)');
  }
  const written = await writeResource(stem, resolve(values.into));
  console.log([...written.map((path) => `wrote ${path}`), nextSteps(namesOf(stem))].join('\n'));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
