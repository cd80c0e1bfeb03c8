import { AsyncLocalStorage } from 'node:async_hooks';
import type { IdempotentRun } from './idempotentRun';

/** What belongs to one request and is needed far below it: log fields, and the idempotent run (decision 0009). */
export interface RequestContext {
  readonly requestId: string;
  idempotentRun?: IdempotentRun;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` with `context` reachable through `currentRequest`. */
export const withRequest = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

/** The request being served, if any. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();
