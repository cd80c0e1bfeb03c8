import type { Logger } from '../../utils/types/logger';

export interface TaskContext {
  /** The tick for which this run is. */
  readonly at: Date;
  readonly logger: Logger;
  /** Fires when the process stops or the lease was lost: end after the item at hand. */
  readonly signal: AbortSignal;
}

/** Something that happens by itself. It may die at any point: what it does is safe to begin again at the next tick. */
export interface Task {
  readonly name: string;
  /** Cron pattern, UTC; six fields begin with the second. */
  readonly every: string;
  /** After this time without a sign of life another process may run it; renewed while it runs. */
  readonly leaseMs: number;
  run(context: TaskContext): Promise<void>;
}
