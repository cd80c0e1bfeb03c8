import { portFor } from '../ports';
import { supervise } from '../supervisor';
import type { RunningDatabase, DatabaseToRun } from '../keeper/config';
import { createExtensions, preparePostgres, stopOrphan } from './engine/postgresServer';
import { startGateway } from './gateway/server';

const HOST = '127.0.0.1';

/** Runs DocumentDB: PostgreSQL, supervised, and the gateway in this process. */
export async function runDocumentDb(database: DatabaseToRun): Promise<RunningDatabase> {
  const { folder, dataDir, cacheDir, durability, say } = database;
  if (await stopOrphan(dataDir)) {
    say('stopped the PostgreSQL that an earlier run left behind');
  }
  const port = await portFor('postgres', folder, say);
  const engine = await preparePostgres({ cacheDir: cacheDir ?? '', dataDir, port, durability });
  const supervised = await supervise(engine, say);
  try {
    await createExtensions(port);
    const gatewayPort = await portFor('gateway', folder, say);
    const gateway = await startGateway({ postgres: { host: HOST, port }, port: gatewayPort });
    return {
      port: gateway.port,
      async stop() {
        await gateway.close();
        await supervised.stop();
      },
    };
  } catch (error) {
    await supervised.stop();
    throw error;
  }
}
