import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LocalSecrets {
  readonly jwt: string;
}

/** The secrets of a local server: made once, kept in the data folder, readable by their owner only. */
export const localSecrets = (dataDir: string): LocalSecrets =>
  JSON.parse(
    kept(dataDir, 'secrets.json', () => JSON.stringify({ jwt: randomBytes(48).toString('base64url') })),
  ) as LocalSecrets;

/** The master key of a local server's encrypted fields, kept in the same way. */
export const localFieldKey = (dataDir: string): string =>
  kept(dataDir, 'field-master-key', () => randomBytes(32).toString('base64'));

function kept(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, make(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
  return readFileSync(file, 'utf8');
}
