import { sessionOf, type Command, type Reply } from './command';

interface Attempt {
  readonly number: bigint;
  readonly reply: Promise<Reply>;
  readonly startedAt: number;
}

export interface RetryableWrites {
  /** Runs a write, or gives the reply of the same write's earlier attempt. */
  once(command: Command, write: (retryId: string | null) => Promise<Reply>): Promise<Reply>;
  forget(session: string): void;
  forgetOld(now?: number): void;
}

const REMEMBERED_MS = 30 * 60_000;

/**
 * Remembers each session's latest retryable write, so that a repeated one gets the first
 * one's reply. DocumentDB itself remembers single-statement writes across a gateway restart.
 */
export function makeRetryableWrites(): RetryableWrites {
  const attempts = new Map<string, Attempt>();

  function once(command: Command, write: (retryId: string | null) => Promise<Reply>): Promise<Reply> {
    const session = sessionOf(command);
    const txnNumber = command.fields.txnNumber as bigint | number | undefined;
    if (session === undefined || txnNumber === undefined) {
      return write(null);
    }
    const number = BigInt(txnNumber);
    const previous = attempts.get(session);
    if (previous?.number === number) {
      return previous.reply;
    }
    const reply = write(`${session}:${number}`);
    attempts.set(session, { number, reply, startedAt: Date.now() });
    reply.catch(() => attempts.delete(session)); // a failed write may be tried again
    return reply;
  }

  return {
    once,
    forget: (session) => void attempts.delete(session),
    forgetOld(now = Date.now()) {
      for (const [session, attempt] of attempts) {
        if (now - attempt.startedAt > REMEMBERED_MS) {
          attempts.delete(session);
        }
      }
    },
  };
}
