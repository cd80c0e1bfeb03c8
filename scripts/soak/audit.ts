import { reportLedger } from '../checks/checkLedger';
import { reportOutbox } from '../checks/outbox';
import { reportStatusHistories } from '../checks/statusHistory';
import type { Container } from '../../src/container';
import { FindingModel } from '../../src/models/finding.model';
import { JobModel } from '../../src/models/job.model';
import { PaymentModel } from '../../src/models/payment.model';
import { QuoteModel } from '../../src/models/quote.model';
import { RefundModel } from '../../src/models/refund.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { balancesOf } from '../../src/services/ledger/balances';
import { clearedBy } from '../../src/services/ledger/clearing';
import { idOf, toObjectId } from '../../src/utils/ids';
import type { Player } from './player';
import { settleAll, type Successor } from './settle';

const CURRENCY = 'EGP';

/** What is not as it should be, once all that was begun has come to its end: our books, the gateway's, everybody's own. */
export async function audit(successor: Successor, players: readonly Player[]): Promise<readonly string[]> {
  const left = await settleAll(successor);
  const { container } = successor;
  const proven = {
    'the ledger': await reportLedger(),
    'the status histories': await reportStatusHistories(),
    'the outbox': await reportOutbox(container.clock.now()),
  };
  const unsound = Object.entries(proven)
    .filter(([, isSound]) => !isSound)
    .map(([what]) => `${what} is not sound`);
  const findings = [...left, ...unsound, ...(await againstGateway(container))];
  for (const player of players) {
    findings.push(...(await againstBook(player)));
  }
  return findings;
}

/** Our clearing accounts against what the gateway has in its own book. */
async function againstGateway({ sandbox }: Pick<Container, 'sandbox'>): Promise<string[]> {
  const totals = (await sandbox?.book.totals())?.find(({ currency }) => currency === CURRENCY);
  const { kept, paidOut } = await clearedBy('sandbox', CURRENCY);
  const theirs = [
    (totals?.capturedMinor ?? 0) - (totals?.refundedMinor ?? 0),
    totals?.paidOutMinor ?? 0,
  ] as const;
  const open = await FindingModel.countDocuments({ openKey: { $exists: true } });
  return [
    ...differing('the gateway keeps for us', kept.amountMinor, theirs[0]),
    ...differing('the gateway has paid out', paidOut.amountMinor, theirs[1]),
    ...differing('findings of the reconciliation', open, 0),
  ];
}

/** What is stored of somebody against all that he was told. */
async function againstBook({ id, told }: Player): Promise<string[]> {
  const mine = { userId: toObjectId(id) };
  const { available, pending, payout, feeDebt, clawbackDebt } = await balancesOf(undefined, id, CURRENCY);
  const worth = [available, pending, payout, feeDebt, clawbackDebt];
  const refunds = await RefundModel.find({ ...mine, status: 'Done' }).lean();
  const payments = await PaymentModel.find({ ...mine, status: 'Captured' }, { _id: 1 }).lean();
  const withdrawals = await WithdrawalModel.find({ ...mine, status: 'Paid' }, { _id: 1 }).lean();
  const quotes = await QuoteModel.find({ craftsmanId: toObjectId(id) }, { _id: 1 }).lean();
  const jobs = await JobModel.find({ clientId: toObjectId(id) }, { status: 1, history: 1 }).lean();
  const states = jobs.map(({ _id, status }) => `${idOf(_id)} ${status}`);
  return [
    ...differing('worth', sumOf(worth), told.worth),
    ...differing('back on cards', sumOf(refunds), told.refunded),
    ...differing('payments', listOf(payments.map(idOf)), listOf(told.payments)),
    ...differing('withdrawals', listOf(withdrawals.map(idOf)), listOf(told.withdrawals)),
    ...differing('quotes', listOf(quotes.map(idOf)), listOf(told.quotes)),
    ...differing('jobs', listOf(states), listOf([...told.jobs].map((one) => one.join(' ')))),
    ...jobs
      .filter(({ history }) => new Set(history.map(({ event }) => event)).size < history.length)
      .map(({ _id }) => `job ${idOf(_id)}: something has happened twice`),
  ].map((finding) => `user ${id}: ${finding}`);
}

const sumOf = (amounts: readonly { readonly amountMinor: number }[]): number =>
  amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const listOf = (items: readonly string[]): string => items.toSorted().join(', ');

const differing = (what: string, stored: string | number, told: string | number): string[] =>
  stored === told ? [] : [`${what}: stored ${stored}, told ${told}`];
