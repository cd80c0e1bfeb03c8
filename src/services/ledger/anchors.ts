import { createHash } from 'node:crypto';
import { LedgerAccountModel, type LedgerAccount } from '../../models/ledgerAccount.model';
import { LedgerAnchorModel, type AnchoredHead, type LedgerAnchor } from '../../models/ledgerAnchor.model';
import { after, minutes, type Clock } from '../../utils/clock';
import { GENESIS } from './chain';

/** How many heads one anchor names at most. */
const CHUNK = 1_000;
/** An entry bears the instant at which its transaction began: it may be seen this much later. */
const OVERLAP_MS = minutes(1);

/** What of an anchor is kept outside the database: its hash covers every anchor before, and with them every entry. */
export interface Witness {
  readonly number: number;
  readonly hash: string;
  readonly at: Date;
}

export interface LedgerAnchors {
  /** Anchors every chain that has moved since the last time; says how many. */
  anchor(): Promise<number>;
  /** The newest one; null before there is any. */
  latest(): Promise<Witness | null>;
}

/** Makes what anchors the chains of the ledger; one runs at a time. */
export const makeLedgerAnchors = ({ clock }: { readonly clock: Clock }): LedgerAnchors => ({
  async anchor() {
    const at = clock.now();
    let last = await findLast();
    const since = last ? after(last.through, -OVERLAP_MS) : new Date(0);
    const known = await headsAnchoredSince(since);
    let moved: MovedHead[] = [];
    let count = 0;
    const write = async (through: Date): Promise<void> => {
      last = await insertAnchor({ at, through, moved, last });
      count += moved.length;
      moved = [];
    };
    for await (const head of headsMovedSince(since)) {
      if (known.get(head.shard) === head.hash) {
        continue;
      }
      moved.push(head);
      if (moved.length === CHUNK) {
        await write(head.movedAt);
      }
    }
    if (moved.length > 0) {
      await write(at);
    }
    return count;
  },
  latest: findWitness,
});

type MovedHead = AnchoredHead & { readonly movedAt: Date };

/** The newest anchor as staff and logs see it. */
export async function findWitness(): Promise<Witness | null> {
  const last = await findLast();
  return last && { number: last._id, hash: last.hash, at: last.at };
}

/** Whether the anchors still hold the one that was written down outside as `number:hash`. */
export async function isWitnessed(text: string): Promise<boolean> {
  const [number = '', hash = ''] = text.split(':');
  const anchor = await LedgerAnchorModel.findOne({ _id: Number(number) })
    .lean<LedgerAnchor>()
    .exec();
  return anchor?.hash === hash;
}

const findLast = (): Promise<LedgerAnchor | null> =>
  LedgerAnchorModel.findOne({ _id: { $gt: 0 } })
    .sort({ _id: -1 })
    .lean<LedgerAnchor>()
    .exec();

/** By the chain: what the overlap finds again need not be anchored again. */
async function headsAnchoredSince(since: Date): Promise<ReadonlyMap<string, string>> {
  const anchors = await LedgerAnchorModel.find({ through: { $gte: since } })
    .lean<LedgerAnchor[]>()
    .exec();
  const inOrder = anchors.sort((a, b) => a._id - b._id);
  return new Map(inOrder.flatMap(({ heads }) => heads.map(({ shard, hash }) => [shard, hash] as const)));
}

/** In the order of their movement: what moves on meanwhile is met again, later. */
async function* headsMovedSince(since: Date): AsyncGenerator<MovedHead> {
  const accounts = LedgerAccountModel.find(
    { movedAt: { $gte: since } },
    { shardSeq: 1, shardHash: 1, movedAt: 1 },
  )
    .sort({ movedAt: 1 })
    .lean<Pick<LedgerAccount, '_id' | 'shardSeq' | 'shardHash' | 'movedAt'>>()
    .cursor();
  for await (const { _id, shardSeq, shardHash, movedAt } of accounts) {
    if (shardSeq > 0) {
      yield { shard: _id, seq: shardSeq, hash: shardHash, movedAt };
    }
  }
}

interface NewAnchor extends Pick<LedgerAnchor, 'at' | 'through'> {
  readonly moved: readonly MovedHead[];
  readonly last: LedgerAnchor | null;
}

async function insertAnchor({ at, through, moved, last }: NewAnchor): Promise<LedgerAnchor> {
  const unhashed = {
    _id: (last?._id ?? 0) + 1,
    at,
    through,
    heads: moved.map(({ shard, seq, hash }) => ({ shard, seq, hash })),
    previousHash: last?.hash ?? GENESIS,
  };
  const anchor = { ...unhashed, hash: hashOfAnchor(unhashed) };
  await LedgerAnchorModel.collection.insertOne(anchor as never);
  return anchor;
}

/** The hash of an anchor: covers all it says and the anchor before. */
export function hashOfAnchor({ _id, at, through, heads, previousHash }: Omit<LedgerAnchor, 'hash'>): string {
  const named = heads.map(({ shard, seq, hash }) => [shard, seq, hash]);
  const content = [previousHash, _id, at.toISOString(), through.toISOString(), named];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
