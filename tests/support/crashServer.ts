/**
 * The real server, which ends itself (SIGKILL) in the middle of a request that asks for it: `X-Crash: answered 3` right
 * after the answer to the third command that the request sends to the database, `X-Crash: sent insert outbox` while that
 * command is under way. `CLOCK_AHEAD_MS` puts its clock forward, so that nobody waits for leases.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Server, type IncomingMessage } from 'node:http';
import mongoose, { type mongo } from 'mongoose';
import { fail, serve } from '../../server';
import { systemClock } from '../../src/utils/clock';

interface Watched {
  readonly phase: string;
  /** A number, or a command with its collection. */
  readonly point: string;
  count: number;
}

const watched = new AsyncLocalStorage<Watched>();
/** Commands whose answer ends the process. */
const fatal = new Set<number>();

const die = (): void => void process.kill(process.pid, 'SIGKILL');

function watchRequests(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function watchedEmit(this: Server, event: string, ...rest: unknown[]): boolean {
    const send = (): boolean => Reflect.apply(emit, this, [event, ...rest]) as boolean;
    const order = event === 'request' ? (rest[0] as IncomingMessage).headers['x-crash'] : undefined;
    if (typeof order !== 'string') {
      return send();
    }
    const [phase = '', ...point] = order.split(' ');
    return watched.run({ phase, point: point.join(' '), count: 0 }, send);
  };
}

function watchCommands(): void {
  const client = mongoose.connection.getClient();
  client.on('commandStarted', ({ requestId, commandName, command }: mongo.CommandStartedEvent) => {
    const request = watched.getStore();
    if (!request) {
      return;
    }
    request.count += 1;
    const name = `${commandName} ${String(command[commandName])}`;
    process.stdout.write(`crash-point ${request.count} ${name}\n`);
    if (request.point !== String(request.count) && request.point !== name) {
      return;
    }
    if (request.phase === 'sent') {
      setImmediate(die);
    } else {
      fatal.add(requestId);
    }
  });
  client.on('commandSucceeded', ({ requestId }: mongo.CommandSucceededEvent) => {
    if (fatal.has(requestId)) {
      die();
    }
  });
}

function monitorConnection(): void {
  const connect = mongoose.connect.bind(mongoose);
  mongoose.connect = async (uri, options) => {
    const connected = await connect(uri, { ...options, monitorCommands: true });
    watchCommands();
    return connected;
  };
}

function putForward(ms: number): void {
  systemClock.now = () => new Date(Date.now() + ms);
}

watchRequests();
monitorConnection();
putForward(Number(process.env['CLOCK_AHEAD_MS'] ?? 0));
serve().catch(fail);
