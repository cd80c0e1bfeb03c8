import { spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { isReadable } from '../../places';

const SCRIPT = 'provision.sh';
const BUILD = `${sep}dist${sep}scripts${sep}`;

/** Whether the cache folder holds a finished DocumentDB. */
export function isProvisioned(cacheDir: string): Promise<boolean> {
  return isReadable(join(cacheDir, 'root', 'programs'));
}

/** Unpacks DocumentDB into the cache folder, once; each line of progress is said. */
export async function provision(cacheDir: string, say: (line: string) => void): Promise<void> {
  if (await isProvisioned(cacheDir)) {
    return;
  }
  if (process.platform !== 'linux') {
    throw new Error(`its packages are for Linux, this is ${process.platform}`);
  }
  say(`fetching DocumentDB into ${cacheDir} (once for this machine, about a minute)`);
  await mkdir(cacheDir, { recursive: true });
  const lastLine = await runScript(await scriptPath(), cacheDir, say);
  if (!(await isProvisioned(cacheDir))) {
    throw new Error(lastLine || 'provision.sh ended without a result');
  }
}

/** The build holds compiled files only; the script stays with the sources. */
async function scriptPath(): Promise<string> {
  const beside = join(__dirname, SCRIPT);
  return (await readdir(__dirname)).includes(SCRIPT) ? beside : beside.replace(BUILD, `${sep}scripts${sep}`);
}

function runScript(script: string, cacheDir: string, say: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let lastLine = '';
    const child = spawn('bash', [script, cacheDir], { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLine = line;
      say(line);
    });
    child.once('error', reject);
    child.once('close', () => resolve(lastLine));
  });
}
