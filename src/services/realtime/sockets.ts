import type { Server, Socket } from 'socket.io';
import type { Id } from '../../utils/ids';
import type { ClientEvents, ServerEvents } from './clientEvents';
import { wireEventOf } from './eventLog';
import type { Admitted } from './handshake';
import type { Receiver } from './rooms';

type NoEvents = Record<never, never>;
export type AppServer = Server<ClientEvents, ServerEvents, NoEvents, Admitted>;
export type AppSocket = Socket<ClientEvents, ServerEvents, NoEvents, Admitted>;

/** More packets than this waiting for the network: the app reads slower than we write. */
const MOST_WAITING = 512;

export const roomOf = (userId: Id): string => `user:${userId}`;

/** The socket as the delivery sees it. */
export function receiverOf(socket: AppSocket): Receiver {
  const { actor, sent } = socket.data;
  return {
    userId: actor.id,
    sent,
    send: (entry) => void socket.emit(entry.name, wireEventOf(entry)),
    isBusy: () => waitingOf(socket) > MOST_WAITING,
    // The app connects again by itself, and its handshake is told why it has to load everything anew.
    lost: () => void socket.conn.close(),
  };
}

/** engine.io keeps its queue to itself; it is the only sign of a slow reader. */
const waitingOf = ({ conn }: AppSocket): number =>
  (conn as unknown as { readonly writeBuffer: readonly unknown[] }).writeBuffer.length;
