import { checkAccounts } from './check/accounts';
import { checkAnchors, checkChains } from './check/chains';
import { checkEntries } from './check/entries';
import { COUNTED, type CountedSort, type Findings, type LedgerFault } from './check/fault';
import { checkJobs } from './check/jobs';

export interface LedgerReport {
  readonly isSound: boolean;
  readonly counts: Readonly<Record<CountedSort, number>>;
  readonly faultCount: number;
  /** The first of them. */
  readonly faults: readonly LedgerFault[];
}

/** How many faults a report shows. */
const SHOWN = 100;

const PARTS = [checkEntries, checkAccounts, checkChains, checkAnchors, checkJobs] as const;

/**
 * Reads the whole ledger, streaming, also while it is written, and tells every fault: entries that do not add up to
 * zero, lines without an entry, gaps, wrong balances and projections, accounts beyond zero, broken chains, lost
 * anchored heads, jobs whose money is not explained. `onFault` hears of each one; the report shows the first.
 */
export async function checkLedger(onFault: (fault: LedgerFault) => void = () => {}): Promise<LedgerReport> {
  const counts = Object.fromEntries(COUNTED.map((sort) => [sort, 0])) as Record<CountedSort, number>;
  const faults: LedgerFault[] = [];
  let faultCount = 0;
  const findings: Findings = {
    count: (sort) => (counts[sort] += 1),
    add: (fault) => {
      faultCount += 1;
      onFault(fault);
      if (faults.length < SHOWN) {
        faults.push(fault);
      }
    },
  };
  for (const part of PARTS) {
    await part(findings);
  }
  return { isSound: faultCount === 0, counts, faultCount, faults };
}
