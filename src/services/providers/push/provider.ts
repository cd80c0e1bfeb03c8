/** The most devices that one call may name; FCM takes no more. */
export const TOKENS_AT_ONCE = 500;

/** Something for the lock screens of one person: every text in his language. */
export interface PushMessage {
  /** His devices; at least one, at most `TOKENS_AT_ONCE`. */
  readonly tokens: readonly string[];
  readonly title: string;
  readonly body: string;
  /** What the app opens on a tap; text only, as FCM has it. */
  readonly data: Readonly<Record<string, string>>;
  /** The same for the same cause: a device shows it once. */
  readonly idempotencyKey: string;
  /** Gives the sending up. */
  readonly signal?: AbortSignal | undefined;
}

export interface PushResult {
  /** Tokens behind which there is no app any more: never send to them again. */
  readonly deadTokens: readonly string[];
  /** Living tokens that did not get it; sending to them again is due. */
  readonly missed: readonly string[];
  /** How long the carrier wants to be left alone; absent when waiting mends nothing or nothing was missed. */
  readonly retryAfterSeconds?: number;
  /** Why a token was refused that is not dead: for the log. */
  readonly refusal?: string;
}

/** Who carries pushes. Says what it missed instead of throwing; what comes twice to a device is shown once. */
export interface PushProvider {
  readonly name: 'fcm' | 'local' | 'none';
  send(message: PushMessage): Promise<PushResult>;
}
