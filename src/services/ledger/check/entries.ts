import { LedgerEntryModel, type LedgerEntry } from '../../../models/ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../../../models/ledgerLine.model';
import { ruleOf } from '../accounts';
import { hashOf } from '../chain';
import { faultAt, type Findings, type LedgerFault } from './fault';
import { readLinesOf } from './lines';
import { FIRST_ID, inBatches } from './streams';

const AT_ONCE = 1_000;
const BATCH = 200;

/** Every entry beside its lines: they add up to zero, say what the entry says, the hash is theirs, and no line is of none. */
export async function checkEntries(findings: Findings): Promise<void> {
  for await (const entries of inBatches(readEntries(), BATCH)) {
    const lines = new Map((await readLinesOf(entries)).map((line) => [line._id.toHexString(), line]));
    for (const entry of entries) {
      findings.count('entries');
      const own = entry.lineIds.flatMap((id) => lines.get(id.toHexString()) ?? []);
      faultsOfEntry(entry, own).forEach(findings.add);
    }
  }
  for await (const lines of inBatches(readLines(), BATCH)) {
    lines.forEach(() => findings.count('lines'));
    (await faultsOfLines(lines)).forEach(findings.add);
  }
}

const readEntries = (): AsyncIterable<LedgerEntry> =>
  LedgerEntryModel.find({ _id: { $gte: FIRST_ID }, key: { $exists: true } })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<LedgerEntry>()
    .cursor();

type Owned = Pick<LedgerLine, '_id' | 'entryId'>;

const readLines = (): AsyncIterable<Owned> =>
  LedgerLineModel.find({ _id: { $gte: FIRST_ID }, entryId: { $exists: true } }, { entryId: 1 })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<Owned>()
    .cursor();

/** Lines of which no entry knows. An entry comes with its lines, so who sees a line finds its entry. */
async function faultsOfLines(lines: readonly Owned[]): Promise<LedgerFault[]> {
  const entries = await LedgerEntryModel.find(
    { _id: { $in: lines.map(({ entryId }) => entryId) }, key: { $exists: true } },
    { lineIds: 1 },
  )
    .lean<Pick<LedgerEntry, '_id' | 'lineIds'>[]>()
    .exec();
  const named = new Set(
    entries.flatMap(({ _id, lineIds }) => lineIds.map((id) => placeOf({ _id: id, entryId: _id }))),
  );
  return lines
    .filter((line) => !named.has(placeOf(line)))
    .map(({ _id, entryId }) =>
      faultAt(`entry ${entryId.toHexString()}`)('line.noEntry', `line ${_id.toHexString()} is of no entry`),
    );
}

const placeOf = ({ _id, entryId }: Owned): string => `${entryId.toHexString()} ${_id.toHexString()}`;

function faultsOfEntry(entry: LedgerEntry, lines: readonly LedgerLine[]): LedgerFault[] {
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
function agrees(line: LedgerLine, { _id: entryId, kind, at, refs }: LedgerEntry): boolean {
  const [owner, id] = line.account.split(':');
  return (
    line.entryId.equals(entryId) &&
    line.kind === kind &&
    line.at.getTime() === at.getTime() &&
    JSON.stringify(line.refs) === JSON.stringify(refs) &&
    line.account.endsWith(`:${line.currency}`) &&
    line.userId?.toHexString() === (owner === 'user' ? id : undefined)
  );
}
