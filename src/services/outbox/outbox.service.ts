import { OutboxRowModel, type OutboxRow } from '../../models/outboxRow.model';
import type { Clock } from '../../utils/clock';
import { newId } from '../../utils/ids';
import { currentRequest } from '../../utils/requestContext';
import { afterCommit, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { EventMap } from './events';
import { eventActorOf, handlersOf, type HandlerMap } from './on';

export interface OutboxOf<Events> {
  /** Notes a fact for all who must hear of it, in the transaction that makes it true; one round trip. */
  record<E extends keyof Events & string>(
    tx: Tx,
    event: E,
    data: Events[E],
    by: { readonly actor: Actor },
  ): Promise<void>;
  /** The same for several facts of one change, still in one round trip; none does nothing. */
  recordMany(tx: Tx, facts: readonly NewFact<Events>[], by: { readonly actor: Actor }): Promise<void>;
  /** Calls `listener` after each commit that recorded something. */
  onRecorded(listener: () => void): void;
}

/** One event with its facts. */
export type NewFact<Events> = {
  [E in keyof Events & string]: { readonly event: E; readonly data: Events[E] };
}[keyof Events & string];

/** The outbox of this application. */
export type Outbox = OutboxOf<EventMap>;

export interface OutboxOptions<Events, Deps> {
  readonly clock: Clock;
  readonly handlers: HandlerMap<Events, Deps>;
}

/** Makes the writing half of the outbox for one catalogue of events. */
export function makeOutbox<Events, Deps>({ clock, handlers }: OutboxOptions<Events, Deps>): OutboxOf<Events> {
  const listeners: (() => void)[] = [];
  const tell = (): void => listeners.forEach((listener) => listener());
  const recordMany: OutboxOf<Events>['recordMany'] = async (tx, facts, { actor }) => {
    const common = { actor: eventActorOf(actor), at: clock.now(), ...requestOf() };
    const rows = facts.flatMap((fact) => {
      const names = handlersOf(handlers, fact.event).map(({ name }) => name);
      return rowsOf({ ...fact, ...common }, names);
    });
    if (rows.length > 0) {
      await OutboxRowModel.collection.insertMany(rows, { session: tx });
      afterCommit(tx, tell);
    }
  };
  return {
    // eslint-disable-next-line max-params -- where, what, the facts, who: as the house writes it
    record: (tx, event, data, by) => recordMany(tx, [{ event, data }], by),
    recordMany,
    onRecorded: (listener) => void listeners.push(listener),
  };
}

type Fact = Pick<OutboxRow, 'event' | 'data' | 'actor' | 'at' | 'requestId'>;

function rowsOf(fact: Fact, handlers: readonly string[]): OutboxRow[] {
  const eventId = newId();
  return handlers.map((handler) => ({
    _id: newId(),
    eventId,
    ...fact,
    handler,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: fact.at,
  }));
}

function requestOf(): { requestId?: string } {
  const requestId = currentRequest()?.requestId;
  return requestId === undefined ? {} : { requestId };
}
