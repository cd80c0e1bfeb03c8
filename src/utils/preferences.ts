/** The ways outside the app on which somebody may be told something. */
export const CHANNEL_NAMES = ['push', 'email', 'sms'] as const;
export type PreferenceChannel = (typeof CHANNEL_NAMES)[number];

/** `HH:MM` in the market's time zone; may run over midnight. */
export interface QuietTime {
  from: string;
  to: string;
}

interface Stored {
  readonly channels?: Partial<Record<PreferenceChannel, boolean>>;
  readonly quietHours?: QuietTime;
}

export interface FullPreferences {
  readonly channels: Record<PreferenceChannel, boolean>;
  readonly quietHours: QuietTime | undefined;
}

/** Preferences with what holds when somebody has said nothing: every channel, at any hour. */
export function fullPreferences({ channels, quietHours }: Stored = {}): FullPreferences {
  const { push = true, email = true, sms = true } = channels ?? {};
  return { channels: { push, email, sms }, quietHours };
}
