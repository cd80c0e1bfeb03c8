import { AdjustmentModel } from '../../models/adjustment.model';
import { DisputeModel } from '../../models/dispute.model';
import { JobModel, type Job } from '../../models/job.model';
import { PaymentModel } from '../../models/payment.model';
import { balancesIn } from '../../models/queries/ownMoney.query';
import { RefundModel } from '../../models/refund.model';
import type { User } from '../../models/user.model';
import { idOf, type Id } from '../../utils/ids';
import type { Currency } from '../../utils/money';
import { isStaff } from '../../utils/rights';
import type { Tx } from '../../utils/transaction';
import { purseName, PURSES, type Purse } from '../ledger/accounts';

export const ERASURE_REASONS = [
  'staffAccount',
  'walletNotEmpty',
  'earningsPending',
  'withdrawalOpen',
  'feesOwed',
  'claimOpen',
  'jobRunning',
  'cashUnconfirmed',
  'disputeOpen',
  'paymentOpen',
  'refundOpen',
  'adjustmentOpen',
] as const;
export type ErasureReasonName = (typeof ERASURE_REASONS)[number];

/** Why an account cannot be erased yet, and what it is about. */
export interface ErasureReason {
  readonly reason: ErasureReasonName;
  readonly amount?: number;
  readonly currency?: Currency;
  readonly jobIds?: readonly Id[];
}

/** Everything that speaks against erasing an account (rules.md, section 9); none: it may go. */
export async function erasureReasons(
  tx: Tx,
  user: Pick<User, '_id' | 'roles'>,
  currency: Currency,
): Promise<ErasureReason[]> {
  return [
    ...(isStaff(user.roles) ? [{ reason: 'staffAccount' } as const] : []),
    ...(await ofPurses(tx, user._id, currency)),
    ...(await ofJobs(tx, user._id)),
    ...(await ofMoneyUnderWay(tx, user._id)),
  ];
}

const PURSE_REASONS: readonly (readonly [reason: ErasureReasonName, purses: readonly Purse[]])[] = [
  ['walletNotEmpty', ['available']],
  ['earningsPending', ['pending']],
  ['withdrawalOpen', ['payout']],
  ['feesOwed', ['feeDebt', 'clawbackDebt']],
  ['claimOpen', ['claim']],
];

async function ofPurses(tx: Tx, userId: User['_id'], currency: Currency): Promise<ErasureReason[]> {
  const nameOf = (purse: Purse): string => purseName(idOf(userId), purse, currency);
  const balances = await balancesIn(tx, PURSES.map(nameOf));
  return PURSE_REASONS.flatMap(([reason, purses]) => {
    const amount = purses.reduce((sum, purse) => sum + Math.abs(balances.get(nameOf(purse)) ?? 0), 0);
    return amount === 0 ? [] : [{ reason, amount, currency }];
  });
}

const RUNNING = ['Hired', 'On The Way', 'In Progress'] as const;

async function ofJobs(tx: Tx, userId: User['_id']): Promise<ErasureReason[]> {
  const found: ErasureReason[] = [];
  const note = (reason: ErasureReasonName, jobs: readonly { readonly id: Id }[]): void => {
    if (jobs.length > 0) {
      found.push({ reason, jobIds: jobs.map(({ id }) => id) });
    }
  };
  const jobsOf = async (filter: object): Promise<{ id: Id }[]> => {
    const [posted, done] = [
      await JobModel.find({ clientId: userId, ...filter }, { _id: 1 })
        .session(tx)
        .lean<Job[]>(),
      await JobModel.find({ craftsmanId: userId, ...filter }, { _id: 1 })
        .session(tx)
        .lean<Job[]>(),
    ];
    return [...posted, ...done].map((job) => ({ id: idOf(job) }));
  };
  note('jobRunning', await jobsOf({ status: { $in: [...RUNNING] } }));
  note('cashUnconfirmed', await jobsOf({ status: 'Completed', 'cash.confirmsAt': { $exists: true } }));
  note('disputeOpen', await openDisputesOf(tx, userId));
  return found;
}

async function openDisputesOf(tx: Tx, userId: User['_id']): Promise<{ id: Id }[]> {
  const found: { id: Id }[] = [];
  for (const side of [{ clientId: userId }, { craftsmanId: userId }]) {
    const open = await DisputeModel.find({ ...side, isOpen: true }, { jobId: 1 })
      .session(tx)
      .lean()
      .exec();
    found.push(...open.map(({ jobId }) => ({ id: idOf(jobId) })));
  }
  return found;
}

/** What will come, go back or be put right by itself, whatever is in the wallet now. */
async function ofMoneyUnderWay(tx: Tx, userId: User['_id']): Promise<ErasureReason[]> {
  const isPaying = await PaymentModel.exists({ userId, status: { $in: ['Creating', 'Pending'] } }).session(
    tx,
  );
  const isRefunded = await RefundModel.exists({
    userId,
    status: { $in: ['Requested', 'Held', 'Processing'] },
  }).session(tx);
  const isCorrected = await AdjustmentModel.exists({ status: 'Requested', userId }).session(tx);
  return [
    ...(isPaying ? [{ reason: 'paymentOpen' } as const] : []),
    ...(isRefunded ? [{ reason: 'refundOpen' } as const] : []),
    ...(isCorrected ? [{ reason: 'adjustmentOpen' } as const] : []),
  ];
}
