/** Points to be added to one caller's count of one window. */
export interface Count {
  /** Names limit, caller and window, so that a new window is a new row. */
  readonly key: string;
  readonly points: number;
  readonly windowMs: number;
  readonly endsAt: Date;
}

/** Where the counts of all processes meet. Both calls throw when the store is away. */
export interface CounterStore {
  /** Adds in one atomic operation and tells the sum over all processes. */
  add(count: Count): Promise<number>;
  /** Adds many in one round trip and tells the sums by key. */
  addAll(counts: readonly Count[]): Promise<ReadonlyMap<string, number>>;
}
