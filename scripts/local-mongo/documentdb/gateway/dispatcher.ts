import { toBytes } from './bson';
import {
  sessionIdIn,
  toCommand,
  type Command,
  type CommandContext,
  type Handler,
  type Reply,
  type Services,
} from './command';
import * as collections from './commands/collections';
import { explain } from './commands/explain';
import * as handshake from './commands/handshake';
import * as indexes from './commands/indexes';
import * as queries from './commands/queries';
import * as writes from './commands/writes';
import { COMMAND_NOT_FOUND } from './errorCodes';
import { CommandError, toCommandError } from './errors';
import type { Request } from './framing';
import { makeRetryableWrites } from './retryableWrites';
import { makeTransactionRegistry, type Connection } from './transactions';

const { hello, ping, buildInfo, connectionStatus, getParameter, serverStatus } = handshake;
const { find, aggregate, count, distinct, getMore, killCursors, listCollections, listIndexes, validate } =
  queries;
const { insert, update, remove, findAndModify } = writes;
const { create, drop, dropDatabase, collMod, collStats, dbStats, listDatabases, renameCollection } =
  collections;
const { createIndexes, dropIndexes } = indexes;

export type Handlers = Readonly<Record<string, Handler>>;

const HANDLERS: Handlers = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus,
  getParameter,
  serverStatus,
  find,
  aggregate,
  count,
  distinct,
  getMore,
  killCursors,
  listCollections,
  listIndexes,
  validate,
  explain,
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  create,
  drop,
  dropDatabase,
  collMod,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  listDatabases,
  renameCollection,
  createIndexes,
  dropIndexes,
};

export interface Dispatcher {
  dispatch(request: Request, connection: Connection): Promise<Buffer>;
  /** A client's connection is gone. */
  disconnected(connection: Connection): void;
  forgetOld(): void;
  close(): Promise<void>;
}

/** Leads each command to its handler, inside its transaction and at most once. */
export function makeDispatcher(services: Services, further: Handlers = {}): Dispatcher {
  const handlers: ReadonlyMap<string, Handler> = new Map(Object.entries({ ...HANDLERS, ...further }));
  const transactions = makeTransactionRegistry(services.postgres);
  const retryableWrites = makeRetryableWrites();

  function contextWith(overrides: Partial<CommandContext>): CommandContext {
    return { executor: services.postgres, retryId: null, services, ...overrides };
  }

  async function endSessions(command: Command): Promise<Reply> {
    for (const session of (command.fields.endSessions as Buffer[]).map(sessionIdIn)) {
      retryableWrites.forget(session);
      await transactions.endSession(session);
    }
    return { ok: 1 };
  }

  async function run(command: Command, connection: Connection, inTransaction: boolean): Promise<Reply> {
    if (command.name === 'endSessions') {
      return endSessions(command);
    }
    if (inTransaction) {
      return transactions.run(command, connection, (transaction) =>
        handlerOf(handlers, command)(command, contextWith({ executor: transaction, transaction })),
      );
    }
    const handler = handlerOf(handlers, command);
    return retryableWrites.once(command, (retryId) => handler(command, contextWith({ retryId })));
  }

  async function dispatch(request: Request, connection: Connection): Promise<Buffer> {
    let inTransaction = false;
    try {
      const command = toCommand(request);
      inTransaction = command.fields.autocommit === false;
      const reply = await run(command, connection, inTransaction);
      return Buffer.isBuffer(reply) ? reply : toBytes(reply);
    } catch (error) {
      return toBytes(toCommandError(error, inTransaction).toReply());
    }
  }

  function forgetOld(): void {
    retryableWrites.forgetOld();
    services.cursors.deleteIdle();
  }

  return {
    dispatch,
    disconnected: (connection) => transactions.abandon(connection),
    forgetOld,
    close: () => transactions.close(),
  };
}

function handlerOf(handlers: ReadonlyMap<string, Handler>, command: Command): Handler {
  const handler = handlers.get(command.name);
  if (!handler) {
    throw new CommandError(COMMAND_NOT_FOUND, `no such command: '${command.name}'`);
  }
  return handler;
}
