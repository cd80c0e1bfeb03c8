import { collectionOf, type Command, type CommandContext, type Handler, type Reply } from '../command';
import { decodeBson, type SqlValue, type Statement } from '../postgres';

const DROP: Statement = { name: 'drop_collection', text: 'SELECT documentdb_api.drop_collection($1, $2)' };
const DROP_DATABASE: Statement = { name: 'drop_database', text: 'SELECT documentdb_api.drop_database($1)' };

const databaseAndBody = (command: Command): SqlValue[] => [command.database, command.body];
const bodyOnly = (command: Command): SqlValue[] => [command.body];
const collectionAndBody = (command: Command): SqlValue[] => [
  command.database,
  collectionOf(command),
  command.body,
];
const collectionAndScale = (command: Command): SqlValue[] => [
  command.database,
  collectionOf(command),
  Number(command.fields.scale ?? 1),
];
const databaseAndScale = (command: Command): SqlValue[] => [
  command.database,
  Number(command.fields.scale ?? 1),
];

export const create = passThrough('create_collection_view', databaseAndBody);
export const collMod = passThrough('coll_mod', collectionAndBody);
export const collStats = passThrough('coll_stats', collectionAndScale);
export const dbStats = passThrough('db_stats', databaseAndScale);
export const listDatabases = passThrough('list_databases', bodyOnly);
export const renameCollection = passThrough('rename_collection', bodyOnly);

/** A command that one SQL function answers in full. */
function passThrough(sqlFunction: string, valuesOf: (command: Command) => SqlValue[]): Handler {
  return async (command, context) => {
    const values = valuesOf(command);
    const placeholders = values.map((_, i) => `$${i + 1}`).join(', ');
    const statement = { name: sqlFunction, text: `SELECT documentdb_api.${sqlFunction}(${placeholders})` };
    const [document] = await context.executor.run(statement, values);
    return decodeBson(document);
  };
}

/** Like MongoDB 7 and later, dropping what does not exist succeeds. */
export async function drop(command: Command, context: CommandContext): Promise<Reply> {
  const collection = collectionOf(command);
  const [existed] = await context.executor.run(DROP, [command.database, collection]);
  return existed === 't' ? { ns: `${command.database}.${collection}`, nIndexesWas: 1, ok: 1 } : { ok: 1 };
}

/** Drops every collection of a database; dropping what does not exist succeeds. */
export async function dropDatabase(command: Command, context: CommandContext): Promise<Reply> {
  await context.executor.run(DROP_DATABASE, [command.database]);
  return { dropped: command.database, ok: 1 };
}
