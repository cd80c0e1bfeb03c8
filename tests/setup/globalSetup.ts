import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../scripts/local-mongo';

declare global {
  var stopTestDatabase: (() => Promise<void>) | undefined;
}

/** One database engine for the whole run, in which workers take databases of their own, and one list of queries that are served. */
export default async function globalSetup(): Promise<void> {
  process.env['TZ'] = 'UTC';
  const { uri, stop } = await openTestDatabase();
  process.env['TEST_DATABASE_URI'] = uri;
  const scratch = mkdtempSync(join(tmpdir(), 'craftworks-run-'));
  process.env['TEST_SERVED_SHAPES'] = join(scratch, 'served.txt');
  globalThis.stopTestDatabase = async () => {
    rmSync(scratch, { recursive: true, force: true });
    await stop();
  };
}
