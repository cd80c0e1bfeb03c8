import type { Document } from 'bson';
import { readExactly, readTopLevel } from '../bson';
import {
  maxTimeOf,
  sequenceOf,
  statementsOf,
  type Command,
  type CommandContext,
  type Handler,
  type Reply,
} from '../command';
import { duplicateInFindAndModify, duplicateInWrite, SAVEPOINT } from '../duplicateKey';
import {
  errorCodeOf,
  DUPLICATE_KEY,
  isConflictState,
  isLateLockTimeout,
  unpackSqlState,
} from '../errorCodes';
import { stateOf, writeConflict } from '../errors';
import { decodeBson, type SqlRow, type Statement } from '../postgres';

export const insert = write('insert');
export const update = write('update');
export const remove = write('delete');

const UPSERT_ATTEMPTS = 10;
const FIND_AND_MODIFY: Statement = {
  name: 'find_and_modify',
  text: 'SELECT p_result FROM documentdb_api.find_and_modify($1, $2, $3)',
};

function write(sqlFunction: string): Handler {
  const text = `SELECT p_result, p_success FROM documentdb_api.${sqlFunction}($1, $2, $3, $4)`;
  const statement = { name: `write_${sqlFunction}`, text };
  return async (command, context) => {
    const values = [command.database, command.body, sequenceOf(command) ?? null, context.retryId];
    const write = () => context.executor.run(statement, values, maxTimeOf(command));
    const succeeded = ([, success]: SqlRow) => success === 't';
    const repeatable = isLoneUpsert(command) && !context.transaction;
    return writeReply(command, context, await (repeatable ? repeatUntil(succeeded, write) : write()));
  };
}

/**
 * An upsert can lose the race for its unique key; repeated, it finds the winner's document.
 * MongoDB repeats such an upsert too.
 */
async function repeatUntil(
  succeeded: (row: SqlRow) => boolean,
  write: () => Promise<SqlRow>,
): Promise<SqlRow> {
  let row = await write();
  for (let attempt = 1; attempt < UPSERT_ATTEMPTS && !succeeded(row); attempt += 1) {
    row = await write();
  }
  return row;
}

function isLoneUpsert(command: Command): boolean {
  const [first, ...others] = command.name === 'update' ? statementsOf(command) : [];
  return first !== undefined && others.length === 0 && readTopLevel(first).upsert === true;
}

async function writeReply(
  command: Command,
  context: CommandContext,
  [result, success]: SqlRow,
): Promise<Reply> {
  const reply = decodeBson(result);
  if (success === 't') {
    return reply;
  }
  const document = readExactly(reply);
  const errors = (document.writeErrors ?? []) as Document[];
  for (const [i, error] of errors.entries()) {
    errors[i] = await translateWriteError(command, context, error);
  }
  await context.transaction?.abort(); // in MongoDB any write error ends the transaction
  return document;
}

/** DocumentDB reports a write error with a packed SQLSTATE; inside a transaction it ends the command. */
async function translateWriteError(
  command: Command,
  context: CommandContext,
  error: Document,
): Promise<Document> {
  const state = unpackSqlState(Number(error.code));
  const isLost = isConflictState(state) || isLateLockTimeout(state, String(error.errmsg));
  if (context.transaction && isLost) {
    throw writeConflict();
  }
  const kind = errorCodeOf(state);
  if (kind.code !== DUPLICATE_KEY.code) {
    return { ...error, code: kind.code };
  }
  const duplicate = await duplicateInWrite({ command, context }, Number(error.index), String(error.errmsg));
  return { index: error.index, code: kind.code, errmsg: duplicate.message, ...duplicate.details };
}

/** Changes one document and returns it; a lone upsert that loses a race is repeated, as mongod does. */
export async function findAndModify(command: Command, context: CommandContext): Promise<Reply> {
  const values = [command.database, command.body, context.retryId];
  if (context.transaction) {
    await context.executor.run(SAVEPOINT, []);
  }
  const attempts = command.fields.upsert === true && !context.transaction ? UPSERT_ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [result] = await context.executor.run(FIND_AND_MODIFY, values, maxTimeOf(command));
      return decodeBson(result);
    } catch (error) {
      if (errorCodeOf(stateOf(error)).code !== DUPLICATE_KEY.code) {
        throw error;
      }
      if (attempt === attempts) {
        throw await duplicateInFindAndModify({ command, context }, error);
      }
    }
  }
}
