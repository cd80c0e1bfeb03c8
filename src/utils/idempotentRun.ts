import type { Tx } from './transaction';

/**
 * The transactions of one request with an Idempotency-Key. Each transaction stores its result in the
 * request's record before it commits; a repetition of the request gets the stored result instead of a
 * second execution, also when the process died between the commit and the answer.
 */
export interface IdempotentRun {
  /** The stored result of the next transaction, when an earlier attempt has committed it. */
  next(): { readonly index: number; readonly stored?: { readonly result: unknown } };
  /** Stores the result inside the open transaction; throws when another attempt has taken over. */
  keep(tx: Tx, index: number, result: unknown): Promise<void>;
}
