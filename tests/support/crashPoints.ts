import { AsyncLocalStorage } from 'node:async_hooks';
import { Server, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { mongo } from 'mongoose';

/** A request that wants the server to end when it has come to its point. */
interface Watched {
  readonly phase: string;
  /** The number of a command that changes something, or any command with its collection. */
  readonly point: string;
  /** Of commands that change something: a read changes nothing, and what is read for all may be waited for by all. */
  count: number;
  isOver: boolean;
}

type Command = [ns: unknown, command: mongo.Document, ...rest: unknown[]];

interface Connection {
  command(...args: Command): Promise<unknown>;
}

/** Where each command of the driver passes; it is not among the driver's public names. */
const driver = createRequire(__filename)('mongodb/lib/cmap/connection') as {
  readonly Connection: { readonly prototype: Connection };
};

const watched = new AsyncLocalStorage<Watched>();
const CHANGING = new Set(['insert', 'update', 'delete', 'findAndModify', 'commitTransaction']);

/** Those of one batch that have come to their point, or to their end without it. */
const batch = { size: 0, over: 0, isHeld: false, begin: [] as (() => void)[] };

/**
 * Requests with `X-Crash: answered 3` stop right after the answer to the third change that they send to the database,
 * those with `X-Crash: sent insert outbox` just before that command. `X-Crash-Batch` says how many do so at once: as soon
 * as all of them have stopped, or are answered because they never came to their point, the waiting commands are sent and
 * the process ends itself (SIGKILL): each is then in the middle of its act, as if the process had ended for it alone.
 */
export function watchCrashPoints(): void {
  watchRequests();
  watchCommands();
}

function watchRequests(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function watchedEmit(this: Server, event: string, ...rest: unknown[]): boolean {
    const send = (): boolean => Reflect.apply(emit, this, [event, ...rest]) as boolean;
    const [request, response] = rest as [IncomingMessage, ServerResponse];
    const order = event === 'request' ? request.headers['x-crash'] : undefined;
    if (typeof order !== 'string') {
      return send();
    }
    const [phase = '', ...point] = order.split(' ');
    const mine: Watched = { phase, point: point.join(' '), count: 0, isOver: false };
    batch.size = Number(request.headers['x-crash-batch'] ?? 1);
    response.once('finish', () => over(mine));
    return watched.run(mine, send);
  };
}

function watchCommands(): void {
  const { command: send } = driver.Connection.prototype;
  driver.Connection.prototype.command = async function watchedCommand(this: Connection, ...args: Command) {
    const sending = (): Promise<unknown> => send.apply(this, args);
    const [, command] = args;
    const mine = watched.getStore();
    const [name = ''] = Object.keys(command);
    if (!mine || mine.isOver) {
      return sending();
    }
    const isChanging = CHANGING.has(name);
    mine.count += isChanging ? 1 : 0;
    const names = [`${name} ${String(command[name])}`, ...(isChanging ? [String(mine.count)] : [])];
    if (!names.includes(mine.point)) {
      return sending();
    }
    batch.isHeld = true;
    if (mine.phase === 'sent') {
      batch.begin.push(() => void sending());
    } else {
      await sending();
    }
    over(mine);
    return new Promise(() => undefined);
  };
}

function over(mine: Watched): void {
  if (mine.isOver) {
    return;
  }
  mine.isOver = true;
  batch.over += 1;
  if (batch.over < batch.size) {
    return;
  }
  if (batch.isHeld) {
    batch.begin.forEach((begin) => begin());
    setImmediate(() => process.kill(process.pid, 'SIGKILL'));
  }
  batch.over = 0;
}
