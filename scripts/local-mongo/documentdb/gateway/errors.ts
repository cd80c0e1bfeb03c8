import type { Document } from 'bson';
import { DatabaseError } from 'pg';
import {
  errorCodeOf,
  HOST_UNREACHABLE,
  INTERNAL_ERROR,
  isConflictState,
  isConnectionState,
  isLateLockTimeout,
  NO_SUCH_TRANSACTION,
  WRITE_CONFLICT,
  type ErrorCode,
} from './errorCodes';

const TRANSIENT_TRANSACTION_ERROR = 'TransientTransactionError';
const RETRYABLE_WRITE_ERROR = 'RetryableWriteError';
const UNKNOWN_COMMIT_RESULT = 'UnknownTransactionCommitResult';

export interface CommandErrorOptions {
  readonly labels?: readonly string[];
  /** Further fields of the reply, such as keyPattern and keyValue. */
  readonly details?: Document;
  readonly cause?: unknown;
}

/** An error in the terms of the MongoDB protocol. */
export class CommandError extends Error {
  readonly labels: readonly string[];
  readonly details: Document;

  constructor(
    readonly kind: ErrorCode,
    message: string,
    options: CommandErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.labels = options.labels ?? [];
    this.details = options.details ?? {};
  }

  toReply(): Document {
    const labels = this.labels.length > 0 ? { errorLabels: [...this.labels] } : {};
    const { code, name } = this.kind;
    return { ok: 0, errmsg: this.message, code, codeName: name, ...labels, ...this.details };
  }
}

/** Tells the client to repeat its transaction. */
export function writeConflict(cause?: unknown): CommandError {
  const message =
    'Write conflict with another transaction. Please retry your operation or multi-document transaction.';
  return new CommandError(WRITE_CONFLICT, message, { labels: [TRANSIENT_TRANSACTION_ERROR], cause });
}

/** Tells the client that the transaction is over, and that the whole of it may be repeated. */
export function noSuchTransaction(number: bigint): CommandError {
  const message = `Given transaction number ${number} does not match any in-progress transactions.`;
  return new CommandError(NO_SUCH_TRANSACTION, message, { labels: [TRANSIENT_TRANSACTION_ERROR] });
}

/** Tells the client to repeat its commit, and only that: the transaction may have been committed. */
export function uncertainCommit(cause: unknown): CommandError {
  const labels = [RETRYABLE_WRITE_ERROR, UNKNOWN_COMMIT_RESULT];
  return new CommandError(HOST_UNREACHABLE, 'the database does not answer; the commit may have happened', {
    labels,
    cause,
  });
}

/** Translates whatever a command threw; inside a transaction, lost locks are write conflicts. */
export function toCommandError(error: unknown, inTransaction: boolean): CommandError {
  if (error instanceof CommandError) {
    return error;
  }
  if (isConnectionLoss(error)) {
    return connectionLost(error, inTransaction);
  }
  const state = stateOf(error);
  if (inTransaction && (isConflictState(state) || isCatalogRace(error))) {
    return writeConflict(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  if (inTransaction && isLateLockTimeout(state, message)) {
    return writeConflict(error);
  }
  return new CommandError(state ? errorCodeOf(state) : INTERNAL_ERROR, message, { cause: error });
}

function connectionLost(cause: unknown, inTransaction: boolean): CommandError {
  const label = inTransaction ? TRANSIENT_TRANSACTION_ERROR : RETRYABLE_WRITE_ERROR;
  return new CommandError(HOST_UNREACHABLE, 'the connection to PostgreSQL was lost', {
    labels: [label],
    cause,
  });
}

/** Another session made the same collection after this transaction took its snapshot. */
function isCatalogRace(error: unknown): boolean {
  return (
    ['23505', '42P07'].includes(stateOf(error)) || /metadata database sentinel/.test((error as Error).message)
  );
}

/** The SQLSTATE or system code of an error; empty if it has none. */
export function stateOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether the error is that PostgreSQL cannot be reached, or went away in the middle. */
export function isConnectionLoss(error: unknown): boolean {
  if (isConnectionState(stateOf(error))) {
    return true;
  }
  if (!(error instanceof Error) || error instanceof DatabaseError) {
    return false;
  }
  return /^Connection terminated|not queryable/.test(error.message);
}
