/** What somebody was told, and what it comes to: the stored state must be just that. */
export interface Told {
  /** All that his purses come to, in piastres; what he owes is below zero. */
  worth: number;
  /** What went back to his cards. */
  refunded: number;
  readonly payments: string[];
  readonly withdrawals: string[];
  readonly quotes: string[];
  /** His own jobs, each with the status that he was told last. */
  readonly jobs: Map<string, string>;
}

/** The book of somebody to whom nothing has been told yet. */
export const nothingTold = (): Told => ({
  worth: 0,
  refunded: 0,
  payments: [],
  withdrawals: [],
  quotes: [],
  jobs: new Map(),
});
