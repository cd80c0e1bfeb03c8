import { LedgerAccountModel } from '../../../src/models/ledgerAccount.model';
import { LedgerLineModel, type LedgerLine } from '../../../src/models/ledgerLine.model';
import { findStatement } from '../../../src/models/queries/wallet.query';
import { GENESIS } from '../../../src/services/ledger/chain';
import { purseName } from '../../../src/services/ledger/accounts';
import { newId, toObjectId } from '../../../src/utils/ids';

/** A page of the statement of a wallet with many lines beside the same page of one with few. */
const SIZES = [100, 100_000] as const;
const PAGE = { page: 1, limit: 20 };
const PAGES = 200;
const ROUNDS = 5;
const AT_ONCE = 5_000;

/** Fills two wallets and says what a page of each takes, in turn. */
export async function compareStatements(say: (line: string) => void): Promise<void> {
  const wallets = SIZES.map((lines) => ({
    lines,
    account: purseName(newId().toHexString(), 'available', 'EGP'),
  }));
  for (const { account, lines } of wallets) {
    await fill(account, lines);
  }
  const took = new Map(wallets.map(({ lines }) => [lines, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { account, lines } of wallets) {
      took.get(lines)?.push(await pagesOf(account));
    }
  }
  const [few, many] = SIZES.map((lines) => median(took.get(lines) ?? []));
  say(`\nstatement: a page of ${PAGE.limit} lines of a wallet with ${SIZES[1]} beside one with ${SIZES[0]}`);
  say(`  ${few?.toFixed(2)} ms, ${many?.toFixed(2)} ms: ${((many ?? 0) / (few ?? 1)).toFixed(2)} ×`);
}

async function fill(account: string, lines: number): Promise<void> {
  const [, userId = ''] = account.split(':');
  const at = new Date();
  const line = (seq: number): LedgerLine => ({
    _id: newId(),
    entryId: newId(),
    kind: 'bench.moved',
    at,
    refs: {},
    account,
    userId: toObjectId(userId),
    amountMinor: 1,
    currency: 'EGP',
    seq,
    balanceMinor: seq,
  });
  for (let from = 1; from <= lines; from += AT_ONCE) {
    const size = Math.min(AT_ONCE, lines - from + 1);
    await LedgerLineModel.collection.insertMany(Array.from({ length: size }, (_, i) => line(from + i)));
  }
  const chain = { shardSeq: 0, shardHash: GENESIS, openedAt: at, movedAt: at };
  await LedgerAccountModel.create({
    _id: account,
    currency: 'EGP',
    balanceMinor: lines,
    seq: lines,
    ...chain,
  });
}

/** Milliseconds a page. */
async function pagesOf(account: string): Promise<number> {
  const began = performance.now();
  for (let i = 0; i < PAGES; i += 1) {
    await findStatement(account, {}, PAGE);
  }
  return (performance.now() - began) / PAGES;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
