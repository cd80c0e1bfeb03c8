import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { TrustProxy } from '../../utils/clientAddress';
import { seconds, type Clock } from '../../utils/clock';
import { TooMany } from '../../utils/errors';
import type { Id } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import type { EphemeralEventName, EphemeralEvents } from './clientEvents';
import { connectionFigures, makeConnectionLimits, type ConnectionFigures } from './connectionLimits';
import { makeDelivery, type Delivery } from './delivery';
import { guardConnections, makeAllowRequest } from './door';
import { makeHandshake, type HandshakeDeps } from './handshake';
import { findEndedSessions } from './liveSessions';
import type { Peers } from './peers';
import { makeReach, type Reach, type ReachDeps } from './reach';
import { makeRefusal, type RefusalDeps } from './refusal';
import { receiverOf, roomOf, type AppServer, type AppSocket } from './sockets';
import { makeTicker } from './ticker';
import { makeTypingRelay, type TypingDeps, type TypingRelay } from './typing';

export interface GatewayDeps extends HandshakeDeps, RefusalDeps, Pick<TypingDeps, 'findListener'> {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The other processes of this server. */
  readonly peers: Peers;
  /** Origins of browsers that may call, as on HTTP. */
  readonly corsOrigins: readonly string[];
  readonly figures?: Partial<ConnectionFigures> | undefined;
}

export interface Gateway extends Reach {
  /** Takes connections at `/socket.io` of this server, and begins to poll. */
  attach(server: HttpServer, trusts: TrustProxy): void;
  /** Brings in what other processes wrote; runs by itself, and at once for tests. */
  poll(): Promise<void>;
  /** The same without trust in anybody's clock. */
  checkAll(): Promise<void>;
  /** Closes the sockets whose session or token has ended; runs by itself, and at once for tests. */
  sweep(): Promise<void>;
  connectedSockets(): number;
  /** Closes every connection, so that the apps connect again elsewhere. */
  close(): void;
}

const PATH = '/socket.io';
const LARGEST_MESSAGE_BYTES = 16 * 1024;
const HANDSHAKE_MS = 10_000;
const POLL_MS = 500;
const CHECK_MS = seconds(10);
/** An ended session is seen within this and the second for which a login is cached: less than five seconds. */
const SWEEP_MS = seconds(3);

/** Makes the door for sockets: who comes in, which room is his, when he must leave. Rooms come from the verified token only. */
export function makeGateway(deps: GatewayDeps): Gateway {
  const { clock, logger } = deps;
  const figures = { ...connectionFigures, ...deps.figures };
  const limits = makeConnectionLimits(clock, figures);
  const delivery = makeDelivery({ logger });
  const io = makeServer(deps.corsOrigins);
  const departures = makeDepartures(io, clock);
  const { here, ...reach } = makeReach({
    delivery,
    emitHere: makeEmitHere(io),
    closeHere: departures.closeSessions,
    peers: deps.peers,
  });
  const say: TypingDeps['say'] = (to, typing) => reach.emitTo(to, 'typing', typing);
  const relay = makeTypingRelay({ ...deps, say });
  admitToRooms(io, { ...deps, delivery, relay, perUser: figures.perUser });
  const tickers = [
    makeTicker({ everyMs: POLL_MS, logger, name: 'poll', work: delivery.poll }),
    makeTicker({ everyMs: CHECK_MS, logger, name: 'check', work: delivery.checkAll }),
    makeTicker({ everyMs: SWEEP_MS, logger, name: 'sweep', work: departures.sweep }),
  ];
  return {
    ...reach,
    sweep: departures.sweep,
    poll: delivery.poll,
    checkAll: delivery.checkAll,
    connectedSockets: () => io.of('/').sockets.size,
    attach(server, trusts) {
      io.attach(server, { allowRequest: makeAllowRequest({ limits, trusts }) });
      guardConnections(io, { limits, trusts, logger });
      deps.peers.join(here);
      tickers.forEach((ticker) => ticker.start());
    },
    close() {
      tickers.forEach((ticker) => ticker.stop());
      limits.refuseAll();
      io.engine.close();
    },
  };
}

/** The typed map holds one event after the other; which of them it is, is known here as a type parameter only. */
interface Speaker {
  emit(event: EphemeralEventName, data: EphemeralEvents[EphemeralEventName]): unknown;
}

const makeEmitHere =
  (io: AppServer): ReachDeps['emitHere'] =>
  (userId, event, data) => {
    const speaker = io.to(roomOf(userId)).volatile as unknown as Speaker;
    speaker.emit(event, data);
  };

const makeServer = (corsOrigins: readonly string[]): AppServer =>
  new Server({
    path: PATH,
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    connectTimeout: HANDSHAKE_MS,
    cors: { origin: [...corsOrigins], credentials: false },
  });

interface AdmissionDeps extends GatewayDeps {
  readonly delivery: Delivery;
  readonly relay: TypingRelay;
  readonly perUser: number;
}

/** Lets each verified socket into the room of its own user; of what it sends afterwards only `typing` has a listener. */
function admitToRooms(io: AppServer, { delivery, relay, perUser, ...deps }: AdmissionDeps): void {
  const admit = makeHandshake(deps);
  const refuse = makeRefusal(deps);
  const isFull = (userId: Id): boolean => delivery.countOf(userId) >= perUser;
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    admit({ auth, authorization: headers.authorization })
      .then((admitted) => {
        if (isFull(admitted.actor.id)) {
          throw new TooMany('request.tooMany', { pvt: { userId: admitted.actor.id } });
        }
        socket.data = admitted;
        next();
      })
      .catch((error: unknown) => next(refuse(error, headers['accept-language'])));
  });
  io.on('connection', (socket) => {
    const receiver = receiverOf(socket);
    // Several handshakes may have passed the first look side by side.
    if (isFull(receiver.userId)) {
      socket.disconnect(true);
      return;
    }
    socket.once('disconnect', () => delivery.remove(receiver));
    void socket.join(roomOf(receiver.userId));
    socket.on('typing', (given) => void relay(receiver.userId, given));
    delivery.add(receiver);
  });
}

/** When a socket must leave: its token or its session has ended. */
function makeDepartures(
  io: AppServer,
  clock: Clock,
): Pick<Gateway, 'sweep'> & { readonly closeSessions: ReachDeps['closeHere'] } {
  const sockets = (): AppSocket[] => [...io.of('/').sockets.values()];
  const close = (mustLeave: (socket: AppSocket) => boolean): void =>
    sockets()
      .filter(mustLeave)
      .forEach((socket) => void socket.disconnect(true));
  const closeSessions: ReachDeps['closeHere'] = (sessionIds) => {
    const ended = new Set(sessionIds);
    close(({ data }) => ended.has(data.actor.sessionId));
  };
  return {
    closeSessions,
    async sweep() {
      close(({ data }) => data.expiresAt <= clock.now());
      const open = [...new Set(sockets().map(({ data }) => data.actor.sessionId))];
      closeSessions(await findEndedSessions(open, clock.now()));
    },
  };
}
