import { openTestDatabase } from '../../scripts/local-mongo';

declare global {
  var stopTestDatabase: (() => Promise<void>) | undefined;
}

/** One database engine for the whole run; workers take databases of their own in it. */
export default async function globalSetup(): Promise<void> {
  process.env['TZ'] = 'UTC';
  const { uri, stop } = await openTestDatabase();
  process.env['TEST_DATABASE_URI'] = uri;
  globalThis.stopTestDatabase = stop;
}
