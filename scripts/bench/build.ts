import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** Where profiles and the build go. */
export const CACHE = join(ROOT, '.cache', 'bench');

/** Compiles the program as `npm run build` does, unchecked, into a folder of its own; tells the folder. */
export function buildForBench(): string {
  const outDir = join(CACHE, 'build');
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const info = join(CACHE, 'build.tsbuildinfo');
  const args = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', outDir, '--tsBuildInfoFile', info];
  const { status } = spawnSync(process.execPath, [compiler, ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    throw new Error('the build for the benchmark failed');
  }
  cpSync(join(ROOT, 'src'), join(outDir, 'src'), { recursive: true, filter: (path) => !/\.ts$/.test(path) });
  return outDir;
}
