import { mongo } from 'mongoose';
import { LedgerAccountModel, type LedgerAccount } from '../../models/ledgerAccount.model';
import { LedgerEntryModel, type LedgerEntry, type StoredRefs } from '../../models/ledgerEntry.model';
import { LedgerLineModel, type LedgerLine } from '../../models/ledgerLine.model';
import type { Clock } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import { newId, toObjectId } from '../../utils/ids';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { eventActorOf } from '../outbox/on';
import { nameOf } from './accounts';
import { GENESIS, hashOf, looseShard } from './chain';
import { assertBalanced, isEmpty, type EntryRefs, type Line, type NewEntry } from './entry';

export interface Ledger {
  /**
   * Posts one entry: balances, lines and chain in the caller's transaction, four round trips; nothing when it has no
   * lines. Throws 409 `wallet.insufficientFunds` when an account would pass zero, `AlreadyPosted` when the fact is
   * there. Both end the transaction: whoever expects them looks before or catches outside.
   */
  post(tx: Tx, entry: NewEntry, by: { readonly actor: Actor }): Promise<void>;
}

/** The fact of this key is in the ledger; the transaction that wanted to post it again is over. */
export class AlreadyPosted extends Error {
  constructor(key: string, cause: unknown) {
    super(`already posted: ${key}`, { cause });
    this.name = 'AlreadyPosted';
  }
}

/** Makes the only writer of the ledger; it knows nothing of fees, jobs or providers. */
export const makeLedger = ({ clock }: { readonly clock: Clock }): Ledger => ({
  async post(tx, given, { actor }) {
    assertBalanced(given);
    if (isEmpty(given)) {
      return;
    }
    const at = clock.now();
    const sides = given.lines.map((line) => sideOf(line));
    const shard = sides.find(({ isProjected }) => isProjected)?.name ?? looseShard(given.key);
    const known = await readAccounts(tx, { sides, shard });
    const entry = entryOf(given, { at, shard, head: known.get(shard), by: eventActorOf(actor) });
    const lines = sides.map((side) => lineOf(side, known.get(side.name), entry));
    const hash = hashOf(entry, lines);
    await moveAccounts(tx, { known, lines, entry: { ...entry, hash } });
    await insertEntry(tx, { ...entry, hash });
    await LedgerLineModel.collection.insertMany(lines, { session: tx });
  },
});

interface Side {
  readonly line: Line;
  readonly name: string;
  readonly isProjected: boolean;
}

const sideOf = (line: Line): Side => ({
  line,
  name: nameOf(line.account, line.amount.currency),
  isProjected: line.account.rule !== 'free',
});

type Known = ReadonlyMap<string, LedgerAccount>;

async function readAccounts(
  tx: Tx,
  { sides, shard }: { readonly sides: readonly Side[]; readonly shard: string },
): Promise<Known> {
  const names = new Set([shard, ...sides.filter(({ isProjected }) => isProjected).map(({ name }) => name)]);
  const found = (await LedgerAccountModel.collection
    .find({ _id: { $in: [...names] } } as object, { session: tx })
    .toArray()) as unknown as LedgerAccount[];
  return new Map(found.map((one) => [one._id, one]));
}

interface Place {
  readonly at: Date;
  readonly shard: string;
  readonly head: LedgerAccount | undefined;
  readonly by: LedgerEntry['by'];
}

type Unhashed = Omit<LedgerEntry, 'hash'>;

const entryOf = ({ key, kind, refs }: NewEntry, { at, shard, head, by }: Place): Unhashed => ({
  _id: newId(),
  key,
  kind,
  at,
  by,
  refs: storedRefs(refs),
  shard,
  shardSeq: (head?.shardSeq ?? 0) + 1,
  previousHash: head?.shardHash ?? GENESIS,
});

const storedRefs = ({ reverses, ...ids }: EntryRefs): StoredRefs => ({
  ...Object.fromEntries(
    Object.entries(ids)
      .filter(([, id]) => id !== undefined)
      .map(([name, id]) => [name, toObjectId(id)]),
  ),
  ...(reverses !== undefined && { reverses }),
});

function lineOf(
  { line, name, isProjected }: Side,
  known: LedgerAccount | undefined,
  entry: Unhashed,
): LedgerLine {
  const { account, amount } = line;
  return {
    _id: newId(),
    entryId: entry._id,
    kind: entry.kind,
    at: entry.at,
    refs: entry.refs,
    account: name,
    ...(account.userId !== undefined && { userId: toObjectId(account.userId) }),
    amountMinor: amount.amountMinor,
    currency: amount.currency,
    ...(isProjected && { seq: (known?.seq ?? 0) + 1, balanceMinor: balanceAfter(line, known) }),
  };
}

/** The balance that the line leaves; throws when it would be on the wrong side of zero. */
function balanceAfter({ account, amount }: Line, known: LedgerAccount | undefined): number {
  const balance = (known?.balanceMinor ?? 0) + amount.amountMinor;
  const isWrong = account.rule === 'neverBelowZero' ? balance < 0 : balance > 0;
  if (isWrong || !Number.isSafeInteger(balance)) {
    throw new Conflict('wallet.insufficientFunds', { pvt: { account: account.path, balance } });
  }
  return balance;
}

interface Movement {
  readonly known: Known;
  readonly lines: readonly LedgerLine[];
  readonly entry: LedgerEntry;
}

/** All balances in one write. What was read is in the filter, too: nobody else has moved these accounts meanwhile. */
async function moveAccounts(tx: Tx, { known, lines, entry }: Movement): Promise<void> {
  const projected = lines.filter(({ seq }) => seq !== undefined);
  const touched = projected.some(({ account }) => account === entry.shard)
    ? projected
    : [...projected, { account: entry.shard, currency: lines[0]?.currency ?? 'EGP', userId: undefined }];
  const writes = touched.map((line) => writeOf(line, { known: known.get(line.account), entry }));
  try {
    const { modifiedCount, insertedCount } = await LedgerAccountModel.collection.bulkWrite(writes as never, {
      session: tx,
      ordered: true,
    });
    if (modifiedCount + insertedCount !== writes.length) {
      throw repeatTransaction(`accounts of ${entry.key} were moved meanwhile`);
    }
  } catch (error) {
    throw isDuplicate(error)
      ? repeatTransaction(`an account of ${entry.key} was opened meanwhile`, error)
      : error;
  }
}

type Touched = Pick<LedgerLine, 'account' | 'currency' | 'seq' | 'balanceMinor'> & {
  readonly userId?: LedgerLine['userId'] | undefined;
};

function writeOf(
  { account, currency, userId, seq, balanceMinor }: Touched,
  { known, entry }: { readonly known: LedgerAccount | undefined; readonly entry: LedgerEntry },
): object {
  const moved = {
    ...(seq !== undefined && { seq, balanceMinor }),
    ...(account === entry.shard && { shardSeq: entry.shardSeq, shardHash: entry.hash }),
    movedAt: entry.at,
  };
  if (known) {
    const { seq: seenSeq, shardSeq, balanceMinor: seenBalance } = known;
    return {
      updateOne: {
        filter: { _id: account, seq: seenSeq, shardSeq, balanceMinor: seenBalance },
        update: { $set: moved },
      },
    };
  }
  const empty = { seq: 0, balanceMinor: 0, shardSeq: 0, shardHash: GENESIS };
  const opened = { _id: account, ...(userId && { userId }), currency, ...empty, openedAt: entry.at };
  return { insertOne: { document: { ...opened, ...moved } } };
}

async function insertEntry(tx: Tx, entry: LedgerEntry): Promise<void> {
  try {
    await LedgerEntryModel.collection.insertOne(entry, { session: tx });
  } catch (error) {
    throw isDuplicateKey(error) ? new AlreadyPosted(entry.key, error) : error;
  }
}

const isDuplicate = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 11_000;

const isDuplicateKey = (error: unknown): boolean =>
  isDuplicate(error) && 'key' in ((error as mongo.MongoServerError)['keyPattern'] as object);
