import { DebtModel, type Debt } from '../../models/debt.model';
import { after, days } from '../../utils/clock';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Figures } from '../jobs/running';

/** What somebody's fee debt keeps him from (rules.md, section 4 and 6); running jobs are not touched. */
export interface DebtState {
  readonly owedMinor: number;
  /** Since when the oldest of it is owed; absent: nothing is. */
  readonly since?: Date;
  /** No new cash jobs: too much, or for too long. */
  readonly blocksCash: boolean;
  /** No new quotes at all: for far too long. */
  readonly blocksQuotes: boolean;
  /** No new jobs of his own, as long as anything is owed. */
  readonly blocksPosting: boolean;
}

/** What of a debt decides what its debtor is kept from. */
export type OpenDebt = Pick<Debt, 'purse' | 'remainingMinor' | 'openedAt'>;

interface Asked {
  readonly now: Date;
  readonly figures: Figures;
  readonly tx?: Tx;
}

/** What is owed by a user, and what that blocks; asked before each new job, so that a payment lifts a block at once. */
export const debtStateOf = async (userId: Id, { tx, ...when }: Asked): Promise<DebtState> =>
  stateOf(await openDebtsOf(userId, tx), when);

/** What a debtor's open debts keep him from. */
export function stateOf(open: readonly OpenDebt[], { now, figures }: Omit<Asked, 'tx'>): DebtState {
  const fees = open.filter(({ purse }) => purse === 'feeDebt');
  const owedMinor = fees.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0);
  const since = oldestOf(fees);
  const isOlderThan = (age: number): boolean => since !== undefined && after(since, days(age)) <= now;
  return {
    owedMinor,
    ...(since && { since }),
    blocksCash: owedMinor > figures.get('debt.limitMinor') || isOlderThan(figures.get('debt.cashBlockDays')),
    blocksQuotes: isOlderThan(figures.get('debt.quoteBlockDays')),
    blocksPosting: owedMinor > 0,
  };
}

function oldestOf(debts: readonly OpenDebt[]): Date | undefined {
  const [first, ...others] = debts.map(({ openedAt }) => openedAt);
  return others.reduce((oldest, at) => (oldest && oldest < at ? oldest : at), first);
}

/** Who of these takes no cash jobs at present because of what he owes. */
export async function keptFromCash(
  ids: readonly Debt['debtorId'][],
  when: Omit<Asked, 'tx'>,
): Promise<ReadonlySet<Id>> {
  const open = await DebtModel.find({ debtorId: { $in: [...ids] }, isOpen: true }).lean<Debt[]>();
  const debtsOf = (id: Id): Debt[] => open.filter(({ debtorId }) => idOf(debtorId) === id);
  return new Set(ids.map((id) => idOf(id)).filter((id) => stateOf(debtsOf(id), when).blocksCash));
}

/** What a user owes, the oldest first. */
export const openDebtsOf = (userId: Id, tx?: Tx): Promise<Debt[]> =>
  DebtModel.find({ debtorId: toObjectId(userId), isOpen: true }, null, tx && { session: tx })
    .sort({ openedAt: 1, _id: 1 })
    .lean<Debt[]>()
    .exec();
