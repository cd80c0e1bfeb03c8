import { createHash } from 'node:crypto';
import type { LedgerEntry } from '../../models/ledgerEntry.model';
import type { LedgerLine } from '../../models/ledgerLine.model';

/** What stands before the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/** How many chains carry entries that touch no account of a user or a hold. */
const LOOSE_CHAINS = 16;

type Hashed = Pick<
  LedgerEntry,
  'key' | 'kind' | 'at' | 'by' | 'refs' | 'shard' | 'shardSeq' | 'previousHash'
>;
type HashedLine = Pick<LedgerLine, 'account' | 'amountMinor' | 'seq' | 'balanceMinor'>;

/** The hash of an entry in its chain: a change of any part of it, of a line or of what went before shows. */
export function hashOf(entry: Hashed, lines: readonly HashedLine[]): string {
  const refs = Object.entries(entry.refs)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)])
    .sort(byName);
  const sides = lines
    .map(({ account, amountMinor, seq = null, balanceMinor = null }) => [
      account,
      amountMinor,
      seq,
      balanceMinor,
    ])
    .sort(byName);
  const { previousHash, shard, shardSeq, key, kind, at, by } = entry;
  const content = [
    previousHash,
    shard,
    shardSeq,
    key,
    kind,
    at.toISOString(),
    by.id,
    by.role ?? null,
    refs,
    sides,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);

/** The chain for an entry of rolled-up accounts only; always the same for one key. */
export function looseShard(key: string): string {
  const [byte = 0] = createHash('sha256').update(key).digest();
  return `chain:${byte % LOOSE_CHAINS}`;
}
