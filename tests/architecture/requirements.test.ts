import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const folder = join(root, 'docs/requirements');
const pages = readdirSync(folder);
/** Written by `npm run docs` from the routes that are mounted. */
const routes = readFileSync(join(root, 'docs/routes.md'), 'utf8');

const textOf = (page: string): string => readFileSync(join(folder, page), 'utf8');

/** The rows of a page's tables of routes: every method with its path. */
const rowsOf = (page: string): { row: string; route: string }[] =>
  textOf(page)
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter(([, , path]) => path?.startsWith('`/'))
    .flatMap(([, methods = '', path = '']) =>
      methods.split(', ').map((method) => ({
        row: `${method} ${path}`,
        route: `| ${method} | \`/api${path.slice(1, -1).replace(/:(\w+)/g, '{$1}')}\` |`,
      })),
    );

describe.each(pages)('the requirements in %s', (page) => {
  it('name routes that are mounted', () => {
    const rows = rowsOf(page);

    const unknown = rows.filter(({ route }) => !routes.replace(/ +/g, ' ').includes(route));

    expect(unknown.map(({ row }) => row)).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('name tests that exist', () => {
    const named = [...textOf(page).matchAll(/`(tests\/[\w./-]+\.ts)`/g)].map(([, path]) => path ?? '');

    const missing = named.filter((path) => !existsSync(join(root, path)));

    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });
});
