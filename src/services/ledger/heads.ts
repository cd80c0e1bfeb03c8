import { LRUCache } from 'lru-cache';
import { LedgerAccountModel, type LedgerAccount } from '../../models/ledgerAccount.model';
import { afterCommit, noteOf, type Tx } from '../../utils/transaction';

/** Where an account stands: its balance, how many lines it has, the end of its chain. Undefined: not opened yet. */
export type Head = LedgerAccount | undefined;

export interface Heads {
  /**
   * The heads of these accounts for this transaction: as it has left them itself, else as this process last saw them,
   * else as they are stored. A remembered head may be old: whoever writes by it also demands it in his filter.
   */
  read(tx: Tx, names: readonly string[]): Promise<Map<string, Head>>;
  /** The same from the database alone. */
  readStored(tx: Tx, names: readonly string[]): Promise<Map<string, Head>>;
  /** Notes what this transaction has made of them; others learn of it when it has committed. */
  moved(tx: Tx, heads: readonly LedgerAccount[]): void;
  /** Somebody else has moved them. */
  forget(names: readonly string[]): void;
}

const REMEMBERED = 10_000;

/** Makes the memory of heads of one process: it spares a round trip to those whose wallets it moves often. */
export function makeHeads(): Heads {
  const remembered = new LRUCache<string, LedgerAccount>({ max: REMEMBERED });
  const key = Symbol('heads');
  const own = (tx: Tx): Map<string, LedgerAccount> => noteOf(tx, key, () => new Map());
  const heads: Heads = {
    async read(tx, names) {
      const known = new Map(names.map((name) => [name, own(tx).get(name) ?? remembered.get(name)]));
      const unknown = names.filter((name) => known.get(name) === undefined);
      const stored = unknown.length > 0 ? await heads.readStored(tx, unknown) : [];
      return new Map([...known, ...stored]);
    },
    async readStored(tx, names) {
      const found = (await LedgerAccountModel.collection
        .find({ _id: { $in: [...names] } } as object, { session: tx })
        .toArray()) as unknown as LedgerAccount[];
      const byName = new Map(found.map((one) => [one._id, one]));
      return new Map(names.map((name) => [name, byName.get(name)]));
    },
    moved(tx, after) {
      after.forEach((head) => own(tx).set(head._id, head));
      afterCommit(tx, () => after.forEach((head) => remembered.set(head._id, head)));
    },
    forget: (names) => names.forEach((name) => remembered.delete(name)),
  };
  return heads;
}
