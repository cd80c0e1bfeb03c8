import type { Document } from 'bson';
import { maxTimeOf, type Command, type CommandContext, type Handler, type Reply } from '../command';
import { BAD_VALUE } from '../errorCodes';
import { CommandError } from '../errors';
import { decodeBson, type Statement } from '../postgres';

const GET_MORE: Statement = {
  name: 'get_more',
  text: 'SELECT cursorpage, continuation FROM documentdb_api.cursor_get_more($1, $2, $3)',
};
const DELETE_CURSORS: Statement = {
  name: 'delete_cursors',
  text: 'SELECT documentdb_api_internal.delete_cursors($1::bigint[])',
};

export const find = firstPage('find_cursor_first_page');
export const aggregate = firstPage('aggregate_cursor_first_page');
export const listCollections = firstPage('list_collections_cursor_first_page');
export const listIndexes = firstPage('list_indexes_cursor_first_page');
export const count = singleDocument('count_query');
export const distinct = singleDocument('distinct_query');
export const validate = singleDocument('validate');

/** A command whose reply is the first page of a cursor. */
function firstPage(sqlFunction: string): Handler {
  const text = `SELECT cursorpage, continuation, cursorid FROM documentdb_api.${sqlFunction}($1, $2)`;
  const statement = { name: sqlFunction, text };
  return async (command, context) => {
    const row = await context.executor.run(statement, [command.database, command.body], maxTimeOf(command));
    const [page, continuation, id] = row;
    if (continuation && id) {
      keepCursor(command, context, { id, continuation });
    }
    return decodeBson(page);
  };
}

function singleDocument(sqlFunction: string): Handler {
  const statement = { name: sqlFunction, text: `SELECT document FROM documentdb_api.${sqlFunction}($1, $2)` };
  return async (command, context) => {
    const [document] = await context.executor.run(
      statement,
      [command.database, command.body],
      maxTimeOf(command),
    );
    return decodeBson(document);
  };
}

interface FurtherPages {
  readonly id: string;
  readonly continuation: string;
}

function keepCursor(command: Command, context: CommandContext, { id, continuation }: FurtherPages): void {
  context.services.cursors.put(id, {
    database: command.database,
    continuation: decodeBson(continuation),
    neverExpires: command.fields.noCursorTimeout === true,
  });
}

/** The next page of a cursor. */
export async function getMore(command: Command, context: CommandContext): Promise<Reply> {
  const id = String(command.fields.getMore);
  const { cursors } = context.services;
  const cursor = cursors.take(id);
  const values = [cursor.database, command.body, cursor.continuation];
  const [page, continuation] = await context.executor.run(GET_MORE, values, maxTimeOf(command));
  if (continuation) {
    cursors.put(id, { ...cursor, continuation: decodeBson(continuation) });
  }
  return decodeBson(page);
}

/** Forgets cursors and deletes what PostgreSQL kept for them. */
export async function killCursors(command: Command, context: CommandContext): Promise<Reply> {
  const ids = cursorIds(command.fields);
  const { cursors, postgres } = context.services;
  const killed = ids.filter((id) => cursors.delete(String(id)));
  if (killed.length > 0) {
    await postgres.run(DELETE_CURSORS, [`{${killed.join(',')}}`]);
  }
  const cursorsNotFound = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

function cursorIds(fields: Document): bigint[] {
  if (!Array.isArray(fields.cursors)) {
    throw new CommandError(BAD_VALUE, 'killCursors needs an array of cursors');
  }
  return fields.cursors.map((id: bigint | number) => BigInt(id));
}
