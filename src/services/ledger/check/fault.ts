/** Something in the ledger that cannot be right: what, and where. */
export interface LedgerFault {
  readonly kind: FaultKind;
  /** The entry, account, chain, anchor or job. */
  readonly where: string;
  readonly says: string;
}

export const FAULT_KINDS = [
  'entry.unbalanced',
  'entry.noLines',
  'entry.hash',
  'line.noEntry',
  'line.differs',
  'line.unplaced',
  'account.gap',
  'account.running',
  'account.sign',
  'account.projection',
  'chain.gap',
  'chain.link',
  'chain.head',
  'anchor.chain',
  'anchor.head',
  'job.held',
  'job.flows',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a part of the check has looked at, and what it found. */
export interface Findings {
  /** How many things of each sort were looked at. */
  count(sort: CountedSort): void;
  add(fault: LedgerFault): void;
}

export const COUNTED = ['entries', 'lines', 'accounts', 'chains', 'anchors', 'jobs'] as const;
export type CountedSort = (typeof COUNTED)[number];

/** Makes a fault of one place. */
export const faultAt =
  (where: string) =>
  (kind: FaultKind, says: string): LedgerFault => ({ kind, where, says });
