import type { Document } from 'bson';
import { readTopLevel, splitDocuments } from './bson';
import type { CursorRegistry } from './cursors';
import type { Request } from './framing';
import type { Postgres, SqlExecutor } from './postgres';
import type { Transaction } from './transaction';

/** One command of a client: its first-level fields, and its bytes for the database. */
export interface Command {
  readonly name: string;
  readonly database: string;
  readonly fields: Document;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, Buffer>;
}

export interface CommandContext {
  /** Runs SQL, inside the command's transaction if there is one. */
  readonly executor: SqlExecutor;
  readonly transaction?: Transaction;
  /** Identifies a retryable write across attempts; null if the client will not retry. */
  readonly retryId: string | null;
  readonly services: Services;
}

export interface Services {
  readonly postgres: Postgres;
  readonly cursors: CursorRegistry;
  /** host:port under which clients reach the gateway. */
  readonly address: () => string;
}

export type Reply = Buffer | Document;
export type Handler = (command: Command, context: CommandContext) => Promise<Reply>;

/** Reads a request as a command. */
export function toCommand(request: Request): Command {
  const fields = readTopLevel(request.body);
  const name = Object.keys(fields)[0] ?? '';
  const database = typeof fields.$db === 'string' ? fields.$db : 'admin';
  return { name, database, fields, body: request.body, sequences: request.sequences };
}

/** The collection that the command names as its first field's value. */
export function collectionOf(command: Command): string {
  return String(command.fields[command.name]);
}

const SEQUENCES: Readonly<Record<string, string>> = {
  insert: 'documents',
  update: 'updates',
  delete: 'deletes',
};

function sequenceNameOf(command: Command): string {
  return SEQUENCES[command.name] ?? '';
}

/** The statements of a write command as a sequence; undefined if they are in its body. */
export function sequenceOf(command: Command): Buffer | undefined {
  return command.sequences.get(sequenceNameOf(command));
}

/** A write command's documents to insert, or its update or delete statements. */
export function statementsOf(command: Command): Buffer[] {
  const sequence = sequenceOf(command);
  return sequence ? splitDocuments(sequence) : ((command.fields[sequenceNameOf(command)] ?? []) as Buffer[]);
}

/** The client's time limit in milliseconds; 0 for none. */
export function maxTimeOf(command: Command): number {
  return Number(command.fields.maxTimeMS ?? 0);
}

/** The session's identity; undefined for a client without sessions. */
export function sessionOf(command: Command): string | undefined {
  const { lsid } = command.fields;
  return lsid instanceof Uint8Array ? sessionIdIn(lsid) : undefined;
}

/** The identity in a session document. */
export function sessionIdIn(lsid: Uint8Array): string {
  const { id } = readTopLevel(lsid) as { id: { toString(encoding: 'hex'): string } };
  return id.toString('hex');
}
