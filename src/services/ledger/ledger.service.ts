import { mongo } from 'mongoose';
import { ACCOUNTS, type LedgerAccount } from '../../models/ledgerAccount.model';
import { LEDGER, type LedgerEntry, type StoredRefs } from '../../models/ledgerEntry.model';
import type { LedgerLine } from '../../models/ledgerLine.model';
import type { Clock } from '../../utils/clock';
import { Conflict } from '../../utils/errors';
import { newId, toObjectId } from '../../utils/ids';
import { repeatTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { eventActorOf } from '../outbox/on';
import { nameOf } from './accounts';
import { GENESIS, hashOf, looseShard } from './chain';
import { runWrite } from './command';
import { assertBalanced, isEmpty, type EntryRefs, type Line, type NewEntry } from './entry';
import { makeHeads, type Head, type Heads } from './heads';

export interface Ledger {
  /**
   * Posts one entry: balances, lines and chain in the caller's transaction, two round trips (three where an account is not remembered); nothing when it has no
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
export function makeLedger({ clock }: { readonly clock: Clock }): Ledger {
  const heads = makeHeads();
  return {
    async post(tx, given, { actor }) {
      assertBalanced(given);
      if (isEmpty(given)) {
        return;
      }
      const at = clock.now();
      const sides = given.lines.map((line) => sideOf(line));
      const shard = sides.find(({ isProjected }) => isProjected)?.name ?? looseShard(given.key);
      const known = await headsOf(tx, heads, { sides, shard });
      const entry = entryOf(given, { at, shard, head: known.get(shard), by: eventActorOf(actor) });
      const lines = sides.map((side) => lineOf(side, known.get(side.name), entry));
      const hashed = { ...entry, lineIds: lines.map(({ _id }) => _id), hash: hashOf(entry, lines) };
      await moveAccounts(tx, heads, { known, lines, entry: hashed });
      await insertEntry(tx, hashed, lines);
    },
  };
}

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

type Known = ReadonlyMap<string, Head>;

/** Remembered heads where they allow the entry; who would be refused by one is looked up before he is. */
async function headsOf(
  tx: Tx,
  heads: Heads,
  { sides, shard }: { readonly sides: readonly Side[]; readonly shard: string },
): Promise<Known> {
  const projected = sides.filter(({ isProjected }) => isProjected);
  const names = [...new Set([shard, ...projected.map(({ name }) => name)])];
  const known = await heads.read(tx, names);
  const isAllowed = projected.every(({ line, name }) => isWithin(line, balanceOf(line, known.get(name))));
  return isAllowed ? known : heads.readStored(tx, names);
}

interface Place {
  readonly at: Date;
  readonly shard: string;
  readonly head: Head;
  readonly by: LedgerEntry['by'];
}

type Unhashed = Omit<LedgerEntry, 'lineIds' | 'hash'>;

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

function lineOf({ line, name, isProjected }: Side, known: Head, entry: Unhashed): LedgerLine {
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

const balanceOf = ({ amount }: Line, known: Head): number => (known?.balanceMinor ?? 0) + amount.amountMinor;

const isWithin = ({ account: { rule } }: Line, balance: number): boolean =>
  Number.isSafeInteger(balance) && (rule === 'neverBelowZero' ? balance >= 0 : balance <= 0);

/** The balance that the line leaves; throws when it would be on the wrong side of zero. */
function balanceAfter(line: Line, known: Head): number {
  const balance = balanceOf(line, known);
  if (!isWithin(line, balance)) {
    throw new Conflict('wallet.insufficientFunds', { pvt: { account: line.account.path, balance } });
  }
  return balance;
}

const NOTHING = { nModified: 0 };

interface Movement {
  readonly known: Known;
  readonly lines: readonly LedgerLine[];
  readonly entry: LedgerEntry;
}

/** All balances in one write, or two when one is opened. What was known is in the filter, too: nobody else has moved these accounts meanwhile. */
async function moveAccounts(tx: Tx, heads: Heads, { known, lines, entry }: Movement): Promise<void> {
  const after = headsAfter({ known, lines, entry });
  const opened = after.filter(({ _id }) => !known.get(_id));
  const updates = after.flatMap((head) => updateOf(head, known.get(head._id)) ?? []);
  try {
    if (opened.length > 0) {
      await runWrite(tx, { insert: ACCOUNTS, documents: opened });
    }
    const { nModified } = updates.length > 0 ? await runWrite(tx, { update: ACCOUNTS, updates }) : NOTHING;
    if (nModified !== updates.length) {
      throw repeatTransaction(`accounts of ${entry.key} were moved meanwhile`);
    }
  } catch (error) {
    heads.forget([...known.keys()]);
    throw isDuplicate(error)
      ? repeatTransaction(`an account of ${entry.key} was opened meanwhile`, error)
      : error;
  }
  heads.moved(tx, after);
}

/** The accounts as the entry leaves them; the shard is among them. */
function headsAfter({ known, lines, entry }: Movement): LedgerAccount[] {
  const projected = lines.filter(({ seq }) => seq !== undefined);
  const names = new Set([...projected.map(({ account }) => account), entry.shard]);
  return [...names].map((name) => {
    const line = projected.find(({ account }) => account === name);
    const head = known.get(name) ?? openedBy(entry, { name, like: line ?? lines[0] });
    return {
      ...head,
      ...(line && { seq: line.seq ?? 0, balanceMinor: line.balanceMinor ?? 0 }),
      ...(name === entry.shard && { shardSeq: entry.shardSeq, shardHash: entry.hash }),
      movedAt: entry.at,
    };
  });
}

const openedBy = (
  { at }: LedgerEntry,
  { name, like }: { readonly name: string; readonly like: LedgerLine | undefined },
): LedgerAccount => ({
  _id: name,
  ...(like?.account === name && like.userId && { userId: like.userId }),
  currency: like?.currency ?? 'EGP',
  seq: 0,
  balanceMinor: 0,
  shardSeq: 0,
  shardHash: GENESIS,
  openedAt: at,
  movedAt: at,
});

function updateOf(head: LedgerAccount, known: Head): object | undefined {
  if (!known) {
    return undefined;
  }
  const { seq, shardSeq, balanceMinor } = known;
  const { _id, seq: nextSeq, balanceMinor: nextBalance, shardSeq: nextShardSeq, shardHash, movedAt } = head;
  const $set = { seq: nextSeq, balanceMinor: nextBalance, shardSeq: nextShardSeq, shardHash, movedAt };
  return { q: { _id, seq, shardSeq, balanceMinor }, u: { $set } };
}

/** The entry and its lines in one write. */
async function insertEntry(tx: Tx, entry: LedgerEntry, lines: readonly LedgerLine[]): Promise<void> {
  try {
    await runWrite(tx, { insert: LEDGER, documents: [entry, ...lines] });
  } catch (error) {
    throw isDuplicateKey(error) ? new AlreadyPosted(entry.key, error) : error;
  }
}

const isDuplicate = (error: unknown): boolean =>
  error instanceof mongo.MongoServerError && error.code === 11_000;

const isDuplicateKey = (error: unknown): boolean =>
  isDuplicate(error) && 'key' in ((error as mongo.MongoServerError)['keyPattern'] as object);
