import { escapeLiteral, type PoolClient } from 'pg';
import { isConnectionLoss, uncertainCommit, writeConflict } from './errors';
import {
  query,
  type Postgres,
  type SqlExecutor,
  type SqlRow,
  type SqlValue,
  type Statement,
} from './postgres';

type State = 'open' | 'committed' | 'aborted' | 'uncertain';

/** One multi-document transaction, on a PostgreSQL connection of its own. */
export interface Transaction extends SqlExecutor {
  readonly number: bigint;
  state(): State;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

export interface TransactionIdentity {
  readonly session: string;
  readonly number: bigint;
}

/** Snapshot isolation, as in MongoDB. */
const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ';

/**
 * A transaction that wrote leaves its identity with its data. A client that lost the answer asks again,
 * and after a crash of the engine or of this process the record tells how the commit ended. Both statements
 * travel as one message.
 */
const commitAndRecord = (identity: TransactionIdentity): string => `
  INSERT INTO craftworks_gateway.commits (id)
    SELECT ${escapeLiteral(recordIdOf(identity))} WHERE pg_current_xact_id_if_assigned() IS NOT NULL;
  COMMIT`;
const FIND_COMMIT: Statement = {
  name: 'find_commit',
  text: 'SELECT id FROM craftworks_gateway.commits WHERE id = $1::text',
};

const recordIdOf = ({ session, number }: TransactionIdentity): string => `${session}:${number}`;

/** Whether a transaction of an earlier connection, or of an earlier process, was committed. */
export async function wasCommitted(identity: TransactionIdentity, postgres: Postgres): Promise<boolean> {
  const [found] = await postgres.run(FIND_COMMIT, [recordIdOf(identity)]).catch((error: unknown) => {
    throw isConnectionLoss(error) ? uncertainCommit(error) : error;
  });
  return found !== undefined;
}

/** Begins a transaction that ends by commit, by abort, or with its connection. */
export async function beginTransaction(
  identity: TransactionIdentity,
  postgres: Postgres,
): Promise<Transaction> {
  const client = await postgres.beginTransactionConnection();
  try {
    await client.query(BEGIN);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return makeTransaction(identity, client, postgres);
}

function makeTransaction(identity: TransactionIdentity, client: PoolClient, postgres: Postgres): Transaction {
  let state: State = 'open';
  let timeLimit = 0;

  function finish(end: State, broken = false): void {
    state = end;
    client.release(broken);
  }

  async function run(statement: Statement, values: SqlValue[], maxTimeMs = 0): Promise<SqlRow> {
    const limit = Math.ceil(maxTimeMs);
    if (limit !== timeLimit) {
      await client.query(`SET LOCAL statement_timeout = ${limit}`);
      timeLimit = limit;
    }
    return query(client, statement, values);
  }

  async function commit(): Promise<void> {
    try {
      await client.query(commitAndRecord(identity));
    } catch (error) {
      if (!isConnectionLoss(error)) {
        finish('aborted', true);
        throw error;
      }
      finish('uncertain', true);
      return resolve(error);
    }
    finish('committed');
  }

  /** The connection broke during COMMIT: PostgreSQL is asked how it ended, when it is back in time. */
  async function resolve(cause: unknown): Promise<void> {
    const committed = await wasCommitted(identity, postgres);
    state = committed ? 'committed' : 'aborted';
    if (!committed) {
      throw writeConflict(cause);
    }
  }

  async function abort(): Promise<void> {
    if (state !== 'open') {
      return;
    }
    state = 'aborted';
    const broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    client.release(broken);
  }

  return { number: identity.number, state: () => state, run, commit, abort };
}
