import { checkLedger } from '../../src/services/ledger/check';
import { say } from './inDatabase';

/** Reads the whole ledger and prints every fault, then what was read; true when there was none. */
export async function reportLedger(): Promise<boolean> {
  const { isSound, counts, faultCount } = await checkLedger(({ kind, where, says }) =>
    say(`  ${kind} · ${where}: ${says}`),
  );
  const read = Object.entries(counts).map(([sort, count]) => `${count} ${sort}`);
  say(`ledger ${isSound ? 'sound' : `NOT sound, ${faultCount} faults`}: ${read.join(', ')}`);
  return isSound;
}
