import { sessionOf, type Command, type Reply } from './command';
import { noSuchTransaction } from './errors';
import type { Postgres } from './postgres';
import { beginTransaction, wasCommitted, type Transaction, type TransactionIdentity } from './transaction';

interface Session {
  readonly transaction: Transaction;
  idleTimer?: NodeJS.Timeout;
  /** Over which the transaction's last command came. */
  connection?: Connection;
  isBusy?: boolean;
}

/** Stands for a client's connection; compared, never read. */
export type Connection = object;

export interface TransactionRegistry {
  /** Runs a command of a transaction; any error ends the transaction, as in MongoDB. */
  run(
    command: Command,
    connection: Connection,
    operation: (transaction: Transaction) => Promise<Reply>,
  ): Promise<Reply>;
  /** Rolls back what the connection was last used for: a killed client must not keep its locks for a minute. */
  abandon(connection: Connection): void;
  endSession(id: string): Promise<void>;
  close(): Promise<void>;
}

const IDLE_LIMIT_MS = 60_000;

/** The latest transaction of each session, and where they run. */
interface Registry {
  readonly sessions: Map<string, Session>;
  readonly postgres: Postgres;
}

/** Keeps the latest transaction of each session. */
export function makeTransactionRegistry(postgres: Postgres): TransactionRegistry {
  const registry: Registry = { sessions: new Map(), postgres };

  async function run(
    command: Command,
    connection: Connection,
    operation: (transaction: Transaction) => Promise<Reply>,
  ): Promise<Reply> {
    const session = sessionOf(command) ?? '';
    const identity = { session, number: BigInt(command.fields.txnNumber as bigint) };
    if (command.name === 'commitTransaction') {
      return commit(registry, identity);
    }
    if (command.name === 'abortTransaction') {
      await end(openSession(registry, identity));
      return { ok: 1 };
    }
    const starts = command.fields.startTransaction === true;
    const inUse = starts ? await begin(registry, identity) : openSession(registry, identity);
    inUse.connection = connection;
    return runIn(inUse, operation);
  }

  function abandon(connection: Connection): void {
    for (const session of registry.sessions.values()) {
      if (session.connection === connection) {
        delete session.connection;
        if (!session.isBusy) {
          void end(session);
        }
      }
    }
  }

  return {
    run,
    abandon,
    endSession: (id) => endSession(registry, id),
    async close() {
      await Promise.all([...registry.sessions.keys()].map((id) => endSession(registry, id)));
    },
  };
}

async function begin(registry: Registry, identity: TransactionIdentity): Promise<Session> {
  await endSession(registry, identity.session);
  const session: Session = { transaction: await beginTransaction(identity, registry.postgres) };
  registry.sessions.set(identity.session, session);
  return session;
}

function openSession({ sessions }: Registry, { session: id, number }: TransactionIdentity): Session {
  const session = sessions.get(id);
  if (session?.transaction.number !== number || session.transaction.state() !== 'open') {
    throw noSuchTransaction(number);
  }
  return session;
}

async function runIn(
  session: Session,
  operation: (transaction: Transaction) => Promise<Reply>,
): Promise<Reply> {
  clearTimeout(session.idleTimer);
  session.isBusy = true;
  try {
    return await operation(session.transaction);
  } catch (error) {
    await session.transaction.abort();
    throw error;
  } finally {
    session.isBusy = false;
    await (session.connection ? restartIdleTimer(session) : end(session));
  }
}

/** A repeated commit succeeds; one whose transaction is not known here is looked up in the data. */
async function commit({ sessions, postgres }: Registry, identity: TransactionIdentity): Promise<Reply> {
  const session = sessions.get(identity.session);
  const known = session?.transaction.number === identity.number ? session : undefined;
  if (known?.transaction.state() === 'open') {
    clearTimeout(known.idleTimer);
    await known.transaction.commit();
  } else if (known?.transaction.state() !== 'committed' && !(await wasCommitted(identity, postgres))) {
    throw noSuchTransaction(identity.number);
  }
  return { ok: 1 };
}

async function endSession({ sessions }: Registry, id: string): Promise<void> {
  const session = sessions.get(id);
  sessions.delete(id);
  if (session) {
    await end(session);
  }
}

async function end(session: Session): Promise<void> {
  clearTimeout(session.idleTimer);
  await session.transaction.abort();
}

function restartIdleTimer(session: Session): void {
  if (session.transaction.state() === 'open') {
    session.idleTimer = setTimeout(() => void session.transaction.abort(), IDLE_LIMIT_MS).unref();
  }
}
