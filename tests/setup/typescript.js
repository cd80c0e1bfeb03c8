/**
 * Lets a process that a test starts load TypeScript, as jest does for the tests: each file is compiled alone, and kept for
 * the next process. Half the start of tsx, which a test of crashes pays again and again.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');
const options = require('./swc');

const FOLDER = join(__dirname, '../../.cache/tests');
mkdirSync(FOLDER, { recursive: true });

function compiled(path) {
  const source = readFileSync(path, 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([path, options]))
    .update(source)
    .digest('hex');
  const file = join(FOLDER, `${key}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') {
      throw error;
    }
    const { code } = transformSync(source, {
      ...options,
      filename: path,
      sourceMaps: false,
      swcrc: false,
    });
    // Aside first: another process may read it at this moment.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
    return code;
  }
}

Module._extensions['.ts'] = (module, path) => module._compile(compiled(path), path);
