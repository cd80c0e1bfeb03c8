import { CURSOR_NOT_FOUND } from './errorCodes';
import { CommandError } from './errors';

/** Where a query continues. The rows themselves stay with PostgreSQL. */
export interface Cursor {
  readonly database: string;
  readonly continuation: Buffer;
  readonly neverExpires: boolean;
}

export interface CursorRegistry {
  put(id: string, cursor: Cursor): void;
  /** The cursor, which is then no longer open; throws CursorNotFound. */
  take(id: string): Cursor;
  /** Forgets a cursor; tells whether it was open. */
  delete(id: string): boolean;
  deleteIdle(now?: number): void;
}

interface OpenCursor extends Cursor {
  readonly usedAt: number;
}

const IDLE_LIMIT_MS = 10 * 60_000;

/** Remembers every open cursor until it is read to its end, killed, or idle for ten minutes. */
export function makeCursorRegistry(): CursorRegistry {
  const cursors = new Map<string, OpenCursor>();

  return {
    put(id, cursor) {
      cursors.set(id, { ...cursor, usedAt: Date.now() });
    },
    take(id) {
      const cursor = cursors.get(id);
      if (!cursor) {
        throw new CommandError(CURSOR_NOT_FOUND, `cursor id ${id} not found`);
      }
      cursors.delete(id);
      return cursor;
    },
    delete: (id) => cursors.delete(id),
    deleteIdle(now = Date.now()) {
      for (const [id, cursor] of cursors) {
        if (!cursor.neverExpires && now - cursor.usedAt > IDLE_LIMIT_MS) {
          cursors.delete(id);
        }
      }
    },
  };
}
