import { LedgerAccountModel, type LedgerAccount } from '../../../models/ledgerAccount.model';
import { LedgerAnchorModel, type AnchoredHead, type LedgerAnchor } from '../../../models/ledgerAnchor.model';
import { LedgerEntryModel, type LedgerEntry } from '../../../models/ledgerEntry.model';
import { inTransaction } from '../../../utils/transaction';
import { hashOfAnchor } from '../anchors';
import { GENESIS } from '../chain';
import { faultAt, type Findings, type LedgerFault } from './fault';
import { joinSorted, keyed, type Keyed } from './streams';

const AT_ONCE = 1_000;
/** How many heads one question asks after. */
const HEADS = 100;

type Link = Pick<LedgerEntry, 'shard' | 'shardSeq' | 'previousHash' | 'hash'>;

interface Chain {
  readonly shard: string;
  seq: number;
  hash: string;
  readonly faults: LedgerFault[];
}

/** Every chain: without gaps, each hash carried on by the next entry, its end the one that the account names. */
export async function checkChains(findings: Findings): Promise<void> {
  const accounts = keyed(readHeads(), ({ _id }) => _id);
  for await (const { key, left: account, right: chain } of joinSorted(accounts, chains())) {
    findings.count('chains');
    chain?.faults.forEach(findings.add);
    if (!isHead(account, chain)) {
      const fault = await lookAgain(key);
      [fault].filter((one) => one !== undefined).forEach(findings.add);
    }
  }
}

const readHeads = (): AsyncIterable<LedgerAccount> =>
  LedgerAccountModel.find({ _id: { $gte: '' }, shardSeq: { $gt: 0 } })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<LedgerAccount>()
    .cursor();

async function* chains(): AsyncGenerator<Keyed<Chain>> {
  const links = LedgerEntryModel.find(
    { shard: { $exists: true } },
    { shard: 1, shardSeq: 1, previousHash: 1, hash: 1 },
  )
    .sort({ shard: 1, shardSeq: 1 })
    .batchSize(AT_ONCE)
    .lean<Link>()
    .cursor();
  let chain: Chain | undefined;
  for await (const link of links) {
    if (chain?.shard !== link.shard) {
      if (chain) {
        yield { key: chain.shard, value: chain };
      }
      chain = { shard: link.shard, seq: 0, hash: GENESIS, faults: [] };
    }
    follow(chain, link);
  }
  if (chain) {
    yield { key: chain.shard, value: chain };
  }
}

function follow(chain: Chain, { shardSeq, previousHash, hash }: Link): void {
  const fault = faultAt(`chain ${chain.shard}`);
  if (shardSeq !== chain.seq + 1) {
    chain.faults.push(fault('chain.gap', `entry ${chain.seq + 1} is missing before entry ${shardSeq}`));
  } else if (previousHash !== chain.hash) {
    chain.faults.push(fault('chain.link', `entry ${shardSeq} does not follow the one before it`));
  }
  chain.seq = shardSeq;
  chain.hash = hash;
}

type Head = Pick<LedgerAccount, 'shardSeq' | 'shardHash'>;

const isHead = (account: Head | undefined, chain: Pick<Chain, 'seq' | 'hash'> | undefined): boolean =>
  (account?.shardSeq ?? 0) === (chain?.seq ?? 0) &&
  (account?.shardHash ?? GENESIS) === (chain?.hash ?? GENESIS);

/** What looks wrong is read once more, in one snapshot. */
const lookAgain = (shard: string): Promise<LedgerFault | undefined> =>
  inTransaction(
    async (tx) => {
      const account = await LedgerAccountModel.findOne({ _id: shard }, null, { session: tx })
        .lean<LedgerAccount>()
        .exec();
      const last = await LedgerEntryModel.findOne({ shard }, null, { session: tx })
        .sort({ shardSeq: -1 })
        .lean<LedgerEntry>()
        .exec();
      const end = last ? { seq: last.shardSeq, hash: last.hash } : undefined;
      return isHead(account ?? undefined, end)
        ? undefined
        : faultAt(`chain ${shard}`)(
            'chain.head',
            `the account names entry ${account?.shardSeq ?? 0}, the chain ends at ${end?.seq ?? 0} or otherwise`,
          );
    },
    { remember: false },
  );

/** Every anchor follows the one before it, and every head that it names is in the ledger as it was. */
export async function checkAnchors(findings: Findings): Promise<void> {
  const anchors = LedgerAnchorModel.find({ _id: { $gt: 0 } })
    .sort({ _id: 1 })
    .lean<LedgerAnchor>()
    .cursor();
  let before: Pick<LedgerAnchor, '_id' | 'hash'> = { _id: 0, hash: GENESIS };
  for await (const anchor of anchors) {
    findings.count('anchors');
    const fault = faultAt(`anchor ${anchor._id}`);
    if (anchor._id !== before._id + 1 || anchor.previousHash !== before.hash) {
      findings.add(fault('anchor.chain', `it does not follow anchor ${before._id}`));
    }
    if (hashOfAnchor(anchor) !== anchor.hash) {
      findings.add(fault('anchor.chain', 'it is not what was written: its hash is another'));
    }
    for (let start = 0; start < anchor.heads.length; start += HEADS) {
      const lost = await headsLost(anchor.heads.slice(start, start + HEADS));
      lost.forEach(({ shard, seq }) =>
        findings.add(fault('anchor.head', `entry ${seq} of chain ${shard} is gone or another`)),
      );
    }
    before = anchor;
  }
}

async function headsLost(heads: readonly AnchoredHead[]): Promise<AnchoredHead[]> {
  const found = await LedgerEntryModel.find(
    { $or: heads.map(({ shard, seq }) => ({ shard, shardSeq: seq })) },
    { shard: 1, shardSeq: 1, hash: 1 },
  )
    .lean<Link[]>()
    .exec();
  const known = new Map(found.map(({ shard, shardSeq, hash }) => [`${shard} ${shardSeq}`, hash]));
  return heads.filter(({ shard, seq, hash }) => known.get(`${shard} ${seq}`) !== hash);
}
