import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { REPLICA_SET } from './commands/handshake';
import { makeCursorRegistry } from './cursors';
import { makeDispatcher, type Dispatcher, type Handlers } from './dispatcher';
import { encodeReply, makeMessageSplitter, parseRequest } from './framing';
import { startHousekeeping } from './housekeeping';
import { makePostgres, type PostgresOptions } from './postgres';

export interface GatewayOptions {
  readonly postgres: PostgresOptions;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Commands beyond, or instead of, the gateway's own. */
  readonly handlers?: Handlers;
}

export interface Gateway {
  readonly port: number;
  readonly uri: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Listens for MongoDB clients on the loopback interface and serves them from PostgreSQL. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const postgres = makePostgres(options.postgres);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true });
  const port = (): number => (server.address() as AddressInfo).port;
  const address = (): string => `${HOST}:${port()}`;
  const dispatcher = makeDispatcher({ postgres, cursors: makeCursorRegistry(), address }, options.handlers);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      dispatcher.disconnected(socket);
    });
    serve(socket, dispatcher);
  });
  await listen(server, options.port);
  const stopHousekeeping = startHousekeeping(postgres, () => dispatcher.forgetOld());
  const close = async (): Promise<void> => {
    stopHousekeeping();
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    await dispatcher.close();
    await postgres.close();
  };
  return { port: port(), uri: `mongodb://${address()}/?replicaSet=${REPLICA_SET}`, close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
}

/** Answers one client's messages in the order of their arrival. */
function serve(socket: Socket, dispatcher: Dispatcher): void {
  const splitter = makeMessageSplitter();
  let previous = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of splitter.push(chunk)) {
        previous = previous.then(() => answer(socket, dispatcher, message));
      }
    } catch (error) {
      refuse(socket, error);
    }
  });
}

async function answer(socket: Socket, dispatcher: Dispatcher, message: Buffer): Promise<void> {
  try {
    const request = parseRequest(message);
    const document = await dispatcher.dispatch(request, socket);
    if (request.expectsNoReply || socket.destroyed) {
      return;
    }
    socket.cork();
    for (const part of encodeReply(request, document)) {
      socket.write(part);
    }
    socket.uncork();
  } catch (error) {
    refuse(socket, error);
  }
}

/** What does not speak this protocol gets no answer. */
function refuse(socket: Socket, error: unknown): void {
  console.error('gateway: a client sent no message of the MongoDB protocol:', error);
  socket.destroy();
}
