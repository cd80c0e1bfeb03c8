import type { Document } from 'bson';
import { readExactly } from '../bson';
import { collectionOf, type Command, type CommandContext, type Reply } from '../command';
import { errorCodeOf, unpackSqlState } from '../errorCodes';
import { CommandError } from '../errors';
import { decodeBson, type Statement } from '../postgres';
import { makeMutex } from '../mutex';

/** Builds at once and in place; DocumentDB's own way is a queue that a job empties every two seconds. */
const CREATE_INDEXES: Statement = {
  name: 'create_indexes',
  text: 'SELECT documentdb_api_internal.create_indexes_non_concurrently($1, $2, true)',
};
const DROP_INDEXES: Statement = { name: 'drop_indexes', text: 'CALL documentdb_api.drop_indexes($1, $2)' };

/** Two builds on one collection would lock each other out. */
const builds = makeMutex();

/** Builds a collection's indexes; they are there when this returns. */
export async function createIndexes(command: Command, context: CommandContext): Promise<Reply> {
  const namespace = `${command.database}.${collectionOf(command)}`;
  const build = () => context.executor.run(CREATE_INDEXES, [command.database, command.body]);
  const [result] = await builds.run(namespace, build);
  const { raw } = readExactly(decodeBson(result));
  const [shard = {}] = Object.values(raw as Document) as Document[];
  refuseOnFailure(shard);
  return { ...shard, ok: 1 };
}

/** Drops one, several or all indexes but that of _id. */
export async function dropIndexes(command: Command, context: CommandContext): Promise<Reply> {
  const namespace = `${command.database}.${collectionOf(command)}`;
  const drop = () => context.executor.run(DROP_INDEXES, [command.database, command.body]);
  const [result] = await builds.run(namespace, drop);
  const reply = readExactly(decodeBson(result));
  refuseOnFailure(reply);
  return { ...reply, ok: 1 };
}

function refuseOnFailure({ code, errmsg }: Document): void {
  if (code !== undefined) {
    throw new CommandError(errorCodeOf(unpackSqlState(Number(code))), String(errmsg));
  }
}
