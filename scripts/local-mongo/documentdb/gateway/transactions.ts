import { sessionOf, type Command, type Reply } from './command';
import { noSuchTransaction } from './errors';
import type { Postgres } from './postgres';
import { beginTransaction, wasCommitted, type Transaction } from './transaction';

interface Session {
  readonly transaction: Transaction;
  idleTimer?: NodeJS.Timeout;
}

export interface TransactionRegistry {
  /** Runs a command of a transaction; any error ends the transaction, as in MongoDB. */
  run(command: Command, operation: (transaction: Transaction) => Promise<Reply>): Promise<Reply>;
  endSession(id: string): Promise<void>;
  close(): Promise<void>;
}

const IDLE_LIMIT_MS = 60_000;

/** Keeps the latest transaction of each session. */
export function makeTransactionRegistry(postgres: Postgres): TransactionRegistry {
  const sessions = new Map<string, Session>();

  function openSession(id: string, number: bigint): Session {
    const session = sessions.get(id);
    if (session?.transaction.number !== number || session.transaction.state() !== 'open') {
      throw noSuchTransaction(number);
    }
    return session;
  }

  async function begin(id: string, number: bigint): Promise<Session> {
    await endSession(id);
    const session: Session = { transaction: await beginTransaction({ session: id, number }, postgres) };
    sessions.set(id, session);
    return session;
  }

  async function runIn(
    session: Session,
    operation: (transaction: Transaction) => Promise<Reply>,
  ): Promise<Reply> {
    clearTimeout(session.idleTimer);
    try {
      return await operation(session.transaction);
    } catch (error) {
      await session.transaction.abort();
      throw error;
    } finally {
      restartIdleTimer(session);
    }
  }

  /** A repeated commit succeeds; one whose transaction is not known here is looked up in the data. */
  async function commit(id: string, number: bigint): Promise<Reply> {
    const session = sessions.get(id);
    const known = session?.transaction.number === number ? session.transaction.state() : 'uncertain';
    if (session && known === 'open') {
      clearTimeout(session.idleTimer);
      await session.transaction.commit();
    } else if (
      known === 'aborted' ||
      (known === 'uncertain' && !(await wasCommitted({ session: id, number }, postgres)))
    ) {
      throw noSuchTransaction(number);
    }
    return { ok: 1 };
  }

  async function abort(id: string, number: bigint): Promise<Reply> {
    await end(openSession(id, number));
    return { ok: 1 };
  }

  async function endSession(id: string): Promise<void> {
    const session = sessions.get(id);
    sessions.delete(id);
    if (session) {
      await end(session);
    }
  }

  async function run(
    command: Command,
    operation: (transaction: Transaction) => Promise<Reply>,
  ): Promise<Reply> {
    const id = sessionOf(command) ?? '';
    const number = BigInt(command.fields.txnNumber as bigint);
    if (command.name === 'commitTransaction') {
      return commit(id, number);
    }
    if (command.name === 'abortTransaction') {
      return abort(id, number);
    }
    const starts = command.fields.startTransaction === true;
    return runIn(starts ? await begin(id, number) : openSession(id, number), operation);
  }

  async function close(): Promise<void> {
    await Promise.all([...sessions.keys()].map((id) => endSession(id)));
  }

  return { run, endSession, close };
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
