export type Durability = 'durable' | 'fast';

const INITDB: readonly string[] = [
  '--auth=trust',
  '--username=postgres',
  '--locale=C',
  '--encoding=UTF8',
  '--no-instructions',
];

const CLUSTER: Readonly<Record<string, string>> = {
  unix_socket_directories: '', // loopback only
  shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum',
  'cron.database_name': 'postgres',
  'cron.launch_active_jobs': 'off', // the gateway does the housekeeping and builds indexes at once
  max_connections: '200',
  shared_buffers: '256MB',
  jit: 'off',
  default_text_search_config: 'pg_catalog.english', // stemming for $text, as in MongoDB
  autovacuum_naptime: '5s', // the planner uses an index's order only once it knows the table's size
  max_wal_size: '1GB',
  deadlock_timeout: '100ms',
  timezone: 'UTC',
  log_timezone: 'UTC',
  'documentdb.alternate_index_handler_name': 'extended_rum', // indexes that can also give an order
  'documentdb_core.enableCollation': 'on',
  'documentdb.useFileBasedPersistedCursors': 'on', // so that any connection can continue a cursor
  'documentdb.enableCollationWithNonUniqueOrderedIndexes': 'on',
  'documentdb.enableBackgroundWorker': 'off',
  'documentdb.throwDeadlockOnCRUD': 'on', // so that the gateway can repeat the whole command
};

const FAST: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** How a new data folder is made. */
export function initdbOptions(durability: Durability): readonly string[] {
  return durability === 'fast' ? [...INITDB, '--no-sync'] : INITDB;
}

/** The contents of postgresql.conf. */
export function clusterConfiguration(): string {
  return Object.entries(CLUSTER)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}

/** Command-line options, so that the same data can be served durably or fast. */
export function serverOptions(durability: Durability): string[] {
  const settings = durability === 'fast' ? FAST : {};
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
