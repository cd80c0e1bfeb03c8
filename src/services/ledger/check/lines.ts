import type { LedgerEntry } from '../../../models/ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../../../models/ledgerLine.model';
import type { Tx } from '../../../utils/transaction';

/** The lines that these entries name. */
export async function readLinesOf(
  entries: readonly Pick<LedgerEntry, 'lineIds'>[],
  tx: Tx | null = null,
): Promise<LedgerLine[]> {
  const ids = entries.flatMap(({ lineIds }) => lineIds);
  return ids.length === 0
    ? []
    : LedgerLineModel.find({ _id: { $in: ids } }, null, { session: tx })
        .lean<LedgerLine[]>()
        .exec();
}
