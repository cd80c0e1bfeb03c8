import type { Id } from '../../utils/ids';
import type { Actor, ActorRole } from '../../utils/types/actor';

/** Who caused an event: an actor, without what only a request has. */
export interface EventActor {
  readonly id: string;
  readonly role?: ActorRole;
}

/** One event as it reaches one handler. */
export interface Delivery<D> {
  /** The event. */
  readonly id: Id;
  /** This event at this handler: the key with which an effect protects itself from being repeated. */
  readonly deliveryId: Id;
  readonly data: D;
  readonly actor: EventActor;
  /** When the fact happened, not when it is delivered. */
  readonly at: Date;
  readonly requestId?: string | undefined;
  /** 1 on the first run. */
  readonly attempt: number;
  /** Fires when the time for this run is over; pass it to calls that may hang. */
  readonly signal: AbortSignal;
}

export interface Handler<E extends string, D, Deps> {
  readonly event: E;
  /** Stored on the row: never rename the handler of an event that may be under way. */
  readonly name: string;
  // Method syntax on purpose: handlers of different events stand in one map.
  run(delivery: Delivery<D>, deps: Deps): Promise<unknown>;
}

const LATER = Symbol('later');

/** What a handler returns when the time for its effect has not come: it runs again then, and no try is used up. */
export interface Later {
  readonly [LATER]: Date;
}

/** Puts a delivery off, for example to the end of the receiver's quiet hours: `return later(at)`. */
export const later = (at: Date): Later => ({ [LATER]: at });

/** Until when a handler's result puts its delivery off; undefined when it was delivered. */
export const putOffUntil = (result: unknown): Date | undefined =>
  typeof result === 'object' && result !== null && LATER in result ? (result as Later)[LATER] : undefined;

/** Says why nobody hears of an event. */
export interface NoHandlers {
  readonly noHandlers: string;
}

/** Every event with all that happens because of it: the list is the documentation. */
export type HandlerMap<Events, Deps> = {
  readonly [E in keyof Events & string]: readonly Handler<E, Events[E], Deps>[] | NoHandlers;
};

/** Makes a handler: one effect of one event. It runs at least once; whatever it does must be safe to repeat. */
export type MakeHandler<Events, Deps> = <E extends keyof Events & string>(
  event: E,
  name: string,
  run: (delivery: Delivery<Events[E]>, deps: Deps) => Promise<unknown>,
) => Handler<E, Events[E], Deps>;

/** Makes `on` for a catalogue of events and the things that its handlers may use. */
export const makeOn =
  <Events, Deps>(): MakeHandler<Events, Deps> =>
  (event, name, run) => ({ event, name, run });

export type AnyHandler<Deps> = Handler<string, never, Deps>;

/** The handlers of an event; none when the map says why. */
export function handlersOf<Events, Deps>(
  map: HandlerMap<Events, Deps>,
  event: string,
): readonly AnyHandler<Deps>[] {
  const entry = map[event as keyof Events & string] as readonly AnyHandler<Deps>[] | NoHandlers | undefined;
  return entry === undefined || 'noHandlers' in entry ? [] : entry;
}

/** The part of an actor that is stored with what he did. */
export const eventActorOf = ({ id, role }: Actor): EventActor => (role ? { id, role } : { id });
