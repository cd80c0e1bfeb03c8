import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { isConflictState } from './errorCodes';
import { isConnectionLoss, stateOf } from './errors';
import { makeMutex } from './mutex';

/** A statement that each connection prepares once, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type SqlValue = Buffer | string | number | null;
export type SqlRow = readonly (string | null)[];

/** Whatever runs a statement: any free connection, or the one that a transaction holds. */
export interface SqlExecutor {
  run(statement: Statement, values: SqlValue[], maxTimeMs?: number): Promise<SqlRow>;
}

export interface Postgres extends SqlExecutor {
  beginTransactionConnection(): Promise<PoolClient>;
  close(): Promise<void>;
}

export interface PostgresOptions {
  readonly host: string;
  readonly port: number;
  readonly maxOperations?: number;
  readonly maxTransactions?: number;
}

const BSON_TEXT_PREFIX = 'BSONHEX';
/** A restarting PostgreSQL is waited for this long; then the client hears of it and may try again. */
const CONNECT_PATIENCE_MS = 2_000;
const CONNECT_PAUSE_MS = 50;
const MAX_ATTEMPTS = 50;
/** A transaction that meets another's lock ends at once, as in MongoDB. */
const GIVE_UP_AT_LOCKS = '-c lock_timeout=20ms';

const asText = (): ((value: string) => string) => (value) => value;
const TEXT_RESULTS = { getTypeParser: asText } as PoolConfig['types'];

/** PostgreSQL writes a bson value as text; binary results are beyond the pg package. */
export function decodeBson(text: string | null | undefined): Buffer {
  return Buffer.from((text ?? '').slice(BSON_TEXT_PREFIX.length), 'hex');
}

/** Two pools, so that open transactions cannot keep single operations from a connection. */
export function makePostgres(options: PostgresOptions): Postgres {
  const operations = createPool(options, options.maxOperations ?? 24, '');
  const transactions = createPool(options, options.maxTransactions ?? 48, GIVE_UP_AT_LOCKS);
  const repeats = makeMutex();

  async function runOnce(statement: Statement, values: SqlValue[], maxTimeMs: number): Promise<SqlRow> {
    const client = await connectPatiently(operations);
    let failure: unknown;
    try {
      await limitTime(client, maxTimeMs);
      return await query(client, statement, values);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.release(isConnectionLoss(failure));
    }
  }

  async function repeat(statement: Statement, values: SqlValue[], maxTimeMs: number): Promise<SqlRow> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(statement, values, maxTimeMs);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isConflictState(stateOf(error))) {
          throw error;
        }
        await sleep(Math.random() * 5 * attempt);
      }
    }
  }

  /**
   * Deadlocks undo the whole statement, so that repeating it is safe. Writers of one unique key deadlock
   * in crowds: who lost repeats alone, for a crowd that everyone rejoins at once would never end.
   */
  async function run(statement: Statement, values: SqlValue[], maxTimeMs = 0): Promise<SqlRow> {
    try {
      return await runOnce(statement, values, maxTimeMs);
    } catch (error) {
      if (!isConflictState(stateOf(error))) {
        throw error;
      }
      return repeats.run(String(values[0]), () => repeat(statement, values, maxTimeMs));
    }
  }

  return {
    run,
    beginTransactionConnection: () => connectPatiently(transactions),
    async close() {
      await Promise.all([operations.end(), transactions.end()]);
    },
  };
}

/** The time limit that each pooled connection has at present: most commands of a client ask for the same. */
const timeLimits = new WeakMap<PoolClient, number>();

async function limitTime(client: PoolClient, maxTimeMs: number): Promise<void> {
  const limit = Math.ceil(maxTimeMs);
  if ((timeLimits.get(client) ?? 0) !== limit) {
    await client.query(`SET statement_timeout = ${limit}`);
    timeLimits.set(client, limit);
  }
}

/** Runs a statement on one connection and gives its first row. */
export async function query(client: PoolClient, statement: Statement, values: SqlValue[]): Promise<SqlRow> {
  const result = await client.query<string[]>({ ...statement, values, rowMode: 'array' });
  return result.rows[0] ?? [];
}

function createPool(options: PostgresOptions, max: number, settings: string): Pool {
  const { host, port } = options;
  const pool = new Pool({
    host,
    port,
    max,
    user: 'postgres',
    database: 'postgres',
    types: TEXT_RESULTS,
    keepAlive: true,
    options: `-c search_path=documentdb_api_catalog,documentdb_api,public ${settings}`,
  });
  // A connection may break while nothing runs on it: the pool replaces it, or its next statement fails.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** While PostgreSQL restarts, commands wait instead of failing. */
async function connectPatiently(pool: Pool): Promise<PoolClient> {
  for (const deadline = Date.now() + CONNECT_PATIENCE_MS; ; await sleep(CONNECT_PAUSE_MS)) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!isConnectionLoss(error) || Date.now() > deadline) {
        throw error;
      }
    }
  }
}
