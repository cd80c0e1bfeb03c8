/** Copies what the program reads beside its code into `dist`, where the compiler puts only code: templates, texts, pages, shell scripts, the OpenAPI document. */
const { cpSync, readdirSync } = require('node:fs');
const { extname, join, relative } = require('node:path');

const ROOTS = ['src', 'scripts', 'seeds'];
const ASSETS = new Set(['.hbs', '.txt', '.html', '.css', '.sh', '.svg', '.png', '.jpg']);
const root = join(__dirname, '..');

const copied = [...ROOTS.flatMap((folder) => assetsIn(folder)), join('docs', 'openapi.json')].map((path) => {
  cpSync(join(root, path), join(root, 'dist', path));
  return path;
});
process.stdout.write(`${copied.length} assets copied\n`);

function assetsIn(folder) {
  return entriesOf(folder)
    .filter((entry) => entry.isFile() && ASSETS.has(extname(entry.name)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** A folder that this working copy does not have has no assets. */
function entriesOf(folder) {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}
