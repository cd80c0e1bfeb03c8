import type { EventLog, LogEntry, NewEvent } from './eventLog';

export interface Realtime {
  /** Tells a user something: it is in his log, and his connected apps get it in order; safe to repeat. */
  notify(event: NewEvent): Promise<LogEntry>;
}

export interface RealtimeDeps {
  readonly eventLog: Pick<EventLog, 'append'>;
  /** Hands an entry to the sockets of this process; other processes find it in the log. */
  readonly deliver: (entry: LogEntry) => void;
}

/** Makes the one way to tell users something live: first the log, then the sockets. */
export const makeRealtime = ({ eventLog, deliver }: RealtimeDeps): Realtime => ({
  async notify(event) {
    const entry = await eventLog.append(event);
    deliver(entry);
    return entry;
  },
});
