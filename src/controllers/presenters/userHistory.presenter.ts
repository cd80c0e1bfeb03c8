import type { MoneyTotals } from '../../models/queries/moneyTotals.query';
import type { UserHistory } from '../../services/userHistory.service';
import type { HistoryLine } from '../../services/userHistory/source';

/** One line of a user's history. */
export const presentHistoryLine = ({ kind, id, at, facts }: HistoryLine): Record<string, unknown> => ({
  kind,
  id,
  _id: id,
  at,
  facts,
});

/** What stands beside the lines. */
export const presentHistorySums = ({ counts, money }: UserHistory): Record<string, unknown> => ({
  counts,
  money: money.map(presentMoney),
});

const presentMoney = ({ currency, paid, payments, returned, withdrawn, withdrawals }: MoneyTotals) => ({
  currency,
  paid,
  payments,
  returned,
  withdrawn,
  withdrawals,
});
