import type { Book } from 'medici';
import mongoose, { type mongo } from 'mongoose';
import { LedgerAccountModel } from '../../../src/models/ledgerAccount.model';
import { LedgerEntryModel } from '../../../src/models/ledgerEntry.model';
import { LedgerLineModel } from '../../../src/models/ledgerLine.model';
import { account } from '../../../src/services/ledger/accounts';
import { entry, give, take } from '../../../src/services/ledger/entry';
import { makeLedger } from '../../../src/services/ledger/ledger.service';
import { systemClock } from '../../../src/utils/clock';
import { money } from '../../../src/utils/money';
import { inTransaction } from '../../../src/utils/transaction';
import { systemActor } from '../../../src/utils/types/actor';

/** Takes one piastre out of a wallet, in a transaction that refuses when the wallet is empty. */
export interface Contender {
  readonly name: string;
  open(wallets: readonly string[], amountMinor: number): Promise<void>;
  takeOne(wallet: string): Promise<void>;
}

/** Ours: guard, balance, lines and chain. */
export function ourLedger(): Contender {
  const ledger = makeLedger({ clock: systemClock });
  let facts = 0;
  const move = (wallet: string, amountMinor: number): Promise<void> => {
    const amount = money(Math.abs(amountMinor), 'EGP');
    const [from, to] = [account.available(wallet), account.platform('fees')];
    const lines =
      amountMinor < 0 ? [take(from, amount), give(to, amount)] : [take(to, amount), give(from, amount)];
    facts += 1;
    const fact = entry({ kind: 'bench.moved', id: String(facts), lines });
    return inTransaction((tx) => ledger.post(tx, fact, { actor: systemActor }), { turn: wallet });
  };
  return {
    name: 'ours',
    async open(wallets, amountMinor) {
      for (const wallet of wallets) {
        await move(wallet, amountMinor);
      }
    },
    takeOne: (wallet) => move(wallet, -1),
  };
}

const OPTIONS: mongo.TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority' },
};

interface RawCollections {
  readonly balances: mongo.Collection<{ _id: string; seq: number; balance: number }>;
  readonly ledger: mongo.Collection;
}

/** The indexes of ours, and the wallets. */
async function openRaw(
  { balances, ledger }: RawCollections,
  wallets: readonly string[],
  balance: number,
): Promise<void> {
  for (const [keys, options] of [...LedgerEntryModel.schema.indexes(), ...LedgerLineModel.schema.indexes()]) {
    await ledger.createIndex(keys as mongo.IndexSpecification, options as mongo.CreateIndexesOptions);
  }
  for (const [keys] of LedgerAccountModel.schema.indexes()) {
    await balances.createIndex(keys as mongo.IndexSpecification);
  }
  await balances.insertMany(wallets.map((_id) => ({ _id, seq: 1, balance })));
}

/** The limit: the same reads and writes by the driver alone, with no check but the guard. */
export function rawDriver(): Contender {
  const client = mongoose.connection.getClient();
  const { db } = mongoose.connection;
  if (!db) {
    throw new Error('not connected');
  }
  const balances = db.collection<{ _id: string; seq: number; balance: number }>('rawBalances');
  const ledger = db.collection('rawLedger');
  return {
    name: 'raw driver',
    open: (wallets, balance) => openRaw({ balances, ledger }, wallets, balance),
    takeOne: (wallet) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const at = new Date();
          const [seen] = await balances.find({ _id: { $in: [wallet] } }, { session }).toArray();
          if (!seen || seen.balance < 1) {
            throw new Error('empty');
          }
          const seq = seen.seq + 1;
          const update = { $set: { seq, balance: seen.balance - 1, movedAt: at } };
          await balances.bulkWrite([{ updateOne: { filter: { _id: wallet, seq: seen.seq }, update } }], {
            session,
          });
          const entryId = new mongoose.Types.ObjectId();
          const common = { kind: 'bench.moved', at, refs: {} };
          const chain = { shard: wallet, shardSeq: seq, previousHash: 'x'.repeat(64), hash: 'y'.repeat(64) };
          const by = { id: 'system', role: 'system' };
          const lineIds = [new mongoose.Types.ObjectId(), new mongoose.Types.ObjectId()] as const;
          const line = { entryId, ...common, currency: 'EGP' };
          const userId = new mongoose.Types.ObjectId(wallet);
          await ledger.insertMany(
            [
              { _id: entryId, key: entryId.toHexString(), ...common, by, lineIds, ...chain },
              {
                _id: lineIds[0],
                ...line,
                account: wallet,
                userId,
                amountMinor: -1,
                seq,
                balanceMinor: seen.balance - 1,
              },
              { _id: lineIds[1], ...line, account: 'fees', amountMinor: 1 },
            ],
            { session },
          );
        }, OPTIONS),
      ),
  };
}

/** The peer: Medici, with the lock and the look at the balance that guard against an overdraft. */
export async function medici(): Promise<Contender> {
  // It makes its collections when it is imported, so not before there is a connection.
  const { Book, initModels } = await import('medici');
  const book = new Book('bench', { precision: 0 });
  const nameOf = (wallet: string): string => `Wallets:${wallet}`;
  return {
    name: 'Medici',
    async open(wallets, amountMinor) {
      await initModels();
      for (const wallet of wallets) {
        await book.entry('opened').debit('Fees', amountMinor).credit(nameOf(wallet), amountMinor).commit();
        await takeOneOf(book, nameOf(wallet));
      }
    },
    takeOne: (wallet) => takeOneOf(book, nameOf(wallet)),
  };
}

const takeOneOf = (book: Book, wallet: string): Promise<void> =>
  mongoose.connection
    .transaction(async (session) => {
      await book.entry('moved').debit(wallet, 1).credit('Fees', 1).commit({ session });
      const { balance } = await book.balance({ account: wallet }, { session });
      if (balance < 0) {
        throw new Error('empty');
      }
      await book.writelockAccounts([wallet], { session });
    }, OPTIONS)
    .then(() => undefined);
