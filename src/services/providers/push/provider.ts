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
}

/** Who carries pushes. Throws `UpstreamError` when it is not known that they were taken; repeating is safe. */
export interface PushProvider {
  readonly name: 'fcm' | 'local' | 'none';
  send(message: PushMessage): Promise<PushResult>;
}
