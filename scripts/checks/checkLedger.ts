import { checkLedger } from '../../src/services/ledger/check';
import { isWitnessed } from '../../src/services/ledger/anchors';
import { say } from './inDatabase';

/**
 * Reads the whole ledger and prints every fault, then what was read; true when there was none. `witness` is an anchor as
 * the log has named it, `number:hash`: it must still be there.
 */
export async function reportLedger(witness?: string): Promise<boolean> {
  const { isSound, counts, faultCount } = await checkLedger(({ kind, where, says }) =>
    say(`  ${kind} · ${where}: ${says}`),
  );
  const read = Object.entries(counts).map(([sort, count]) => `${count} ${sort}`);
  say(`ledger ${isSound ? 'sound' : `NOT sound, ${faultCount} faults`}: ${read.join(', ')}`);
  const isThere = witness === undefined || (await isWitnessed(witness));
  if (!isThere) {
    say(`  lostAnchor · ${witness}: the ledger no longer holds this anchor`);
  }
  return isSound && isThere;
}
