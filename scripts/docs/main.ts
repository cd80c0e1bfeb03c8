import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFiles } from './files';

const ROOT = join(__dirname, '../..');

/** The files that differ from what the code says. */
export function staleFiles(): string[] {
  const written = (name: string): string | undefined =>
    existsSync(join(ROOT, name)) ? readFileSync(join(ROOT, name), 'utf8') : undefined;
  return [...docsFiles()].filter(([name, text]) => written(name) !== text).map(([name]) => name);
}

function check(): number {
  const stale = staleFiles();
  for (const name of stale) {
    console.error(`${name} is stale: run \`npm run docs\` and commit it`);
  }
  return stale.length === 0 ? 0 : 1;
}

function write(): number {
  for (const [name, text] of docsFiles()) {
    writeFileSync(join(ROOT, name), text);
    console.log(name);
  }
  return 0;
}

if (require.main === module) {
  process.exit(process.argv.includes('--check') ? check() : write());
}
