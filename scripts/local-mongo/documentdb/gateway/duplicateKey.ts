import { deserialize, EJSON, type Document } from 'bson';
import { toBytes, valueAtPath } from './bson';
import { collectionOf, statementsOf, type Command, type CommandContext } from './command';
import { DUPLICATE_KEY } from './errorCodes';
import { CommandError, stateOf, writeConflict } from './errors';
import { decodeBson, type SqlExecutor, type Statement } from './postgres';
import { beginTransaction } from './transaction';

/** Builds mongod's duplicate key error, which names the key's pattern and value. */

interface UniqueIndex {
  readonly name: string;
  readonly keyPattern: Document;
}

/** The command that was refused, and where it ran. */
interface Refused {
  readonly command: Command;
  readonly context: CommandContext;
}

const KEY_BY_NAME = indexStatement('index_key_by_name', '(i.index_spec).index_name = $3');
const KEY_BY_ID = indexStatement('index_key_by_id', 'i.index_id = $3::text::int');
const COUNT: Statement = {
  name: 'count_query',
  text: 'SELECT document FROM documentdb_api.count_query($1, $2)',
};
const REPEAT: Statement = {
  name: 'repeat_statement',
  text: 'SELECT p_result FROM documentdb_api.find_and_modify($1, $2, NULL)',
};
/** Inside a transaction, lets the snapshot outlive a refused statement. */
export const SAVEPOINT: Statement = { name: 'savepoint', text: 'SAVEPOINT before_statement' };
const ROLLBACK_TO_SAVEPOINT: Statement = {
  name: 'rollback_to',
  text: 'ROLLBACK TO SAVEPOINT before_statement',
};
const ID_INDEX: UniqueIndex = { name: '_id_', keyPattern: { _id: 1 } };
const SCRATCH = { session: 'gateway', number: 0n };

function indexStatement(name: string, condition: string): Statement {
  const text = `SELECT (i.index_spec).index_name, (i.index_spec).index_key
    FROM documentdb_api_catalog.collection_indexes i JOIN documentdb_api_catalog.collections c USING (collection_id)
    WHERE c.database_name = $1 AND c.collection_name = $2 AND ${condition}`;
  return { name, text };
}

/** The error for an insert or update, whose write error says no more than the index's name. */
export async function duplicateInWrite(
  refused: Refused,
  position: number,
  message: string,
): Promise<CommandError> {
  const name = /Index '(.*)'/.exec(message)?.[1] ?? ID_INDEX.name;
  const index = name === ID_INDEX.name ? ID_INDEX : await lookUpIndex(refused, KEY_BY_NAME, name);
  return describe(refused, index, await refusedDocument(refused, position));
}

/** The error for findAndModify, whose PostgreSQL error shows the refused document. */
export async function duplicateInFindAndModify(refused: Refused, error: unknown): Promise<CommandError> {
  const { transaction, executor } = refused.context;
  if (transaction) {
    await executor.run(ROLLBACK_TO_SAVEPOINT, []);
  }
  const id = /documents_rum_index_(\d+)/.exec((error as Error).message)?.[1];
  const index = id ? await lookUpIndex(refused, KEY_BY_ID, id) : ID_INDEX;
  return describe(refused, index, documentInDetail(error));
}

async function describe(refused: Refused, index: UniqueIndex, document: Document): Promise<CommandError> {
  const { name, keyPattern } = index;
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((path) => [path, valueAtPath(document, path) ?? null]),
  );
  if (refused.context.transaction && !(await isVisible(refused, keyValue))) {
    throw writeConflict();
  }
  const namespace = `${refused.command.database}.${collectionOf(refused.command)}`;
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${EJSON.stringify(keyValue)}`;
  return new CommandError(DUPLICATE_KEY, message, { details: { keyPattern, keyValue } });
}

/** A key that the snapshot does not show belongs to a concurrent transaction: a conflict, worth a retry. */
async function isVisible({ command, context }: Refused, keyValue: Document): Promise<boolean> {
  const query = toBytes({ count: collectionOf(command), query: keyValue, limit: 1 });
  const [result] = await context.executor.run(COUNT, [command.database, query]);
  return deserialize(decodeBson(result)).n > 0;
}

async function lookUpIndex(
  { command, context }: Refused,
  statement: Statement,
  key: string,
): Promise<UniqueIndex> {
  const values = [command.database, collectionOf(command), key];
  const [name, keyPattern] = await context.executor.run(statement, values);
  return name ? { name, keyPattern: deserialize(decodeBson(keyPattern)) } : ID_INDEX;
}

async function refusedDocument(refused: Refused, position: number): Promise<Document> {
  const bytes = statementsOf(refused.command)[position];
  if (!bytes) {
    return {};
  }
  const statement = deserialize(bytes);
  return refused.command.name === 'insert' ? statement : repeatUpdate(refused, statement);
}

/** Repeats a refused update as findAndModify, because only the latter's error shows the document. */
async function repeatUpdate({ command, context }: Refused, update: Document): Promise<Document> {
  const { q, u, upsert, arrayFilters } = update;
  const filters = arrayFilters ? { arrayFilters } : {};
  const spec = {
    findAndModify: collectionOf(command),
    query: q,
    update: u,
    upsert: upsert ?? false,
    ...filters,
  };
  const repeat = (executor: SqlExecutor) => executor.run(REPEAT, [command.database, toBytes(spec)]);
  return documentInDetail(await failureUndone(context, repeat));
}

/** The error of an attempt, which leaves no trace whether it fails or not. */
async function failureUndone(
  { executor, transaction, services }: CommandContext,
  attempt: (executor: SqlExecutor) => Promise<unknown>,
): Promise<unknown> {
  const scratch = transaction ? undefined : await beginTransaction(SCRATCH, services.postgres);
  if (transaction) {
    await executor.run(SAVEPOINT, []);
  }
  const failure = await attempt(scratch ?? executor).then(
    () => undefined,
    (error: unknown) => error,
  );
  await (scratch ? scratch.abort() : executor.run(ROLLBACK_TO_SAVEPOINT, []));
  return failure;
}

function documentInDetail(error: unknown): Document {
  const { detail = '' } = (stateOf(error).startsWith('23') ? error : {}) as { detail?: string };
  const hex = /BSONHEX([0-9a-f]+)/.exec(detail.slice(detail.indexOf(')=(')))?.[1];
  if (!hex) {
    return {};
  }
  const document = deserialize(Buffer.from(hex, 'hex'));
  return '' in document ? { _id: document[''] } : document;
}
