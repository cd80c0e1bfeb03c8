import { LedgerEntryModel, type LedgerEntry } from '../../../models/ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../../../models/ledgerLine.model';
import { toObjectId } from '../../../utils/ids';
import { inTransaction } from '../../../utils/transaction';
import { ruleOf } from '../accounts';
import { hashOf } from '../chain';
import { faultAt, type Findings, type LedgerFault } from './fault';
import { FIRST_ID, groupSorted, joinSorted, keyed } from './streams';

const AT_ONCE = 1_000;

/** Every entry beside its lines: they add up to zero, say what the entry says, and the hash is theirs. */
export async function checkEntries(findings: Findings): Promise<void> {
  const entries = keyed(readEntries(), ({ _id }) => _id.toHexString());
  const lines = groupSorted(readLines(), ({ entryId }) => entryId.toHexString());
  for await (const { key, left: entry, right = [] } of joinSorted(entries, lines)) {
    if (entry) {
      findings.count('entries');
    }
    right.forEach(() => findings.count('lines'));
    const suspected = faultsOfEntry(key, entry, right);
    const faults = suspected.length > 0 ? await lookAgain(key) : [];
    faults.forEach(findings.add);
  }
}

const readEntries = (): AsyncIterable<LedgerEntry> =>
  LedgerEntryModel.find({ _id: { $gte: FIRST_ID }, key: { $exists: true } })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<LedgerEntry>()
    .cursor();

const readLines = (): AsyncIterable<LedgerLine> =>
  LedgerLineModel.find({ entryId: { $gte: FIRST_ID } }).sort({ entryId: 1 }).batchSize(AT_ONCE).lean<LedgerLine>().cursor();

/** The two streams do not see the same instant: what looks wrong is read once more, in one snapshot. */
const lookAgain = (id: string): Promise<LedgerFault[]> =>
  inTransaction(
    async (tx) => {
      const entryId = toObjectId(id);
      const entry = await LedgerEntryModel.findOne({ _id: entryId }, null, { session: tx })
        .lean<LedgerEntry>()
        .exec();
      const lines = await LedgerLineModel.find({ entryId: { $in: [entryId] } }, null, { session: tx })
        .lean<LedgerLine[]>()
        .exec();
      return faultsOfEntry(id, entry ?? undefined, lines);
    },
    { remember: false },
  );

function faultsOfEntry(
  id: string,
  entry: LedgerEntry | undefined,
  lines: readonly LedgerLine[],
): LedgerFault[] {
  if (!entry) {
    return [faultAt(`entry ${id}`)('line.noEntry', `${lines.length} lines are of no entry`)];
  }
  const fault = faultAt(`entry ${entry.key}`);
  if (lines.length === 0) {
    return [fault('entry.noLines', 'it has no lines')];
  }
  const isTrue = hashOf(entry, lines) === entry.hash;
  return [
    ...offSums(lines).map((says) => fault('entry.unbalanced', says)),
    ...(isTrue ? [] : [fault('entry.hash', 'it is not what was posted: its hash is another')]),
    ...lines
      .filter((line) => !agrees(line, entry))
      .map(({ account }) => fault('line.differs', `the line on ${account} does not say what the entry says`)),
    ...lines
      .filter(({ account, seq }) => (ruleOf(account) === 'free') !== (seq === undefined))
      .map(({ account }) =>
        fault('line.unplaced', `the line on ${account} has no place in it, or must not have one`),
      ),
  ];
}

function offSums(lines: readonly LedgerLine[]): string[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of lines) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([currency, sum]) => `its lines are off by ${sum} ${currency}`);
}

/** What a line repeats of its entry and of its account's name. */
function agrees(line: LedgerLine, { kind, at, refs }: LedgerEntry): boolean {
  const [owner, id] = line.account.split(':');
  return (
    line.kind === kind &&
    line.at.getTime() === at.getTime() &&
    JSON.stringify(line.refs) === JSON.stringify(refs) &&
    line.account.endsWith(`:${line.currency}`) &&
    line.userId?.toHexString() === (owner === 'user' ? id : undefined)
  );
}
