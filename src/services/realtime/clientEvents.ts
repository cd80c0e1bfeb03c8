import type { Id } from '../../utils/ids';

/** What an event tells; it travels as JSON. */
export type Payload = Readonly<Record<string, unknown>>;

/** The events that stand in the log of their user (product.md section 3): each is sent with its place as `id`. */
export const LOGGED_EVENTS = [
  'notification',
  'job_update',
  'application_update',
  'order_status_update',
  'new_notification',
  'wallet_update',
  'new_project',
  'video_engagement',
  'new_message',
  'message_read',
  'message_removed',
] as const;
export type LoggedEventName = (typeof LOGGED_EVENTS)[number];

/** What is only worth something now: no id, not in the log. */
export interface EphemeralEvents {
  typing: { readonly conversationId: Id; readonly userId: Id };
  location: {
    readonly jobId: Id;
    /** [longitude, latitude] */
    readonly coordinates: readonly [number, number];
    readonly at: string;
  };
}
export type EphemeralEventName = keyof EphemeralEvents;

/** A logged event as it travels: the payload with its place in the log as `id`, whatever else the payload called so. */
export type WireEvent = Payload & { readonly id: number };

/** Everything that the server says to a connected app. */
export type ServerEvents = { readonly [N in LoggedEventName]: (event: WireEvent) => void } & {
  readonly [N in EphemeralEventName]: (event: EphemeralEvents[N]) => void;
};

/**
 * All that the server listens to: that somebody types, in a conversation of his own. Rooms come from the verified token and
 * from our records; whatever else a client emits has no effect.
 */
export interface ClientEvents {
  typing: (given: unknown) => void;
}
