/** The ways outside the app on which somebody may be told something. */
export const CHANNEL_NAMES = ['push', 'email', 'sms'] as const;
export type PreferenceChannel = (typeof CHANNEL_NAMES)[number];

/** The ways that may be chosen for one kind of notices; the app itself always tells. */
export const WISHED_WAYS = ['push', 'email'] as const;
export type WishedWay = (typeof WISHED_WAYS)[number];

/** The kinds of notices with a choice of their own: every type but security, which nobody can switch off. */
export const EVENT_GROUPS = [
  'invitation',
  'quote',
  'status',
  'review',
  'dispute',
  'payment',
  'verification',
  'message',
  'admin',
] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];
export type GroupWishes = Partial<Record<EventGroup, Partial<Record<WishedWay, boolean>>>>;

/** `HH:MM` in the market's time zone; may run over midnight. */
export interface QuietTime {
  from: string;
  to: string;
}

interface Stored {
  readonly channels?: Partial<Record<PreferenceChannel, boolean>>;
  readonly events?: GroupWishes;
  readonly quietHours?: QuietTime;
}

export interface FullPreferences {
  readonly channels: Record<PreferenceChannel, boolean>;
  readonly events: Record<EventGroup, Partial<Record<WishedWay, boolean>>>;
  readonly quietHours: QuietTime | undefined;
}

/** The ways of a kind of notices: messages are never mailed. */
export const waysOf = (group: EventGroup): readonly WishedWay[] =>
  group === 'message' ? ['push'] : WISHED_WAYS;

/** Preferences with what holds when somebody has said nothing: every kind on every channel, at any hour. */
export function fullPreferences({ channels, events, quietHours }: Stored = {}): FullPreferences {
  const { push = true, email = true, sms = true } = channels ?? {};
  const groups = EVENT_GROUPS.map((group) => [
    group,
    Object.fromEntries(waysOf(group).map((way) => [way, events?.[group]?.[way] ?? true])),
  ]);
  return {
    channels: { push, email, sms },
    events: Object.fromEntries(groups) as FullPreferences['events'],
    quietHours,
  };
}

/** Whether somebody wants to be told of a kind by a way: the channel must be on, and the kind on it. */
export const isWished = (stored: Stored | undefined, group: EventGroup, way: WishedWay): boolean =>
  stored?.channels?.[way] !== false && stored?.events?.[group]?.[way] !== false;
