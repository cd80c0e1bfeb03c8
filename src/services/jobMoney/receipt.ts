import { ChangeOrderModel, type ChangeOrder } from '../../models/changeOrder.model';
import { JobModel, type Job } from '../../models/job.model';
import { Conflict, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import { money, subtract, type Currency } from '../../utils/money';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import { findPeople, type Person } from '../person.service';
import { isHired, isOwner, isStaffActor } from '../policies/job.policy';
import type { SettingService } from '../setting.service';
import { moneyOf, platformFeeOf, priceOf } from './figures';

/** What was done and what it cost, after completion. Amounts in minor units. */
export interface Receipt {
  readonly jobId: Id;
  readonly locale: Locale;
  readonly title: string;
  readonly service: string;
  readonly client: Person | undefined;
  readonly craftsman: Person | undefined;
  readonly completedAt: Date;
  readonly timeZone: string;
  readonly paymentType: Job['paymentType'];
  readonly currency: Currency;
  readonly agreed: number;
  readonly extras: readonly { readonly reason: string; readonly amount: number }[];
  readonly total: number;
  /** The total is what staff have decided. */
  readonly isDecided: boolean;
  /** What both sides confirmed; null: not yet, absent: not paid in cash. */
  readonly cashPaid?: number | null;
  /** For the craftsman and staff. */
  readonly fee?: { readonly amount: number; readonly isWaived: boolean; readonly net: number };
}

export interface ReceiptDeps {
  readonly settings: Pick<SettingService, 'current'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

export type GetReceipt = (
  actor: UserActor,
  asked: { readonly jobId: Id; readonly locale: Locale },
) => Promise<Receipt>;

/** Makes the receipt of a completed job, for its two sides and staff; for others there is no such job. */
export const makeGetReceipt =
  ({ settings, serviceCatalogue }: ReceiptDeps): GetReceipt =>
  async (actor, { jobId, locale }) => {
    const job = await getCompleted(actor, jobId);
    const extras = await countingOrders(job);
    return {
      jobId: idOf(job),
      locale,
      title: job.title,
      service: (await serviceCatalogue.current()).nameOf(idOf(job.serviceId), locale) ?? '',
      ...(await sidesOf(job)),
      completedAt: job.completedAt ?? job.updatedAt,
      timeZone: (await settings.current()).get('market.timeZone'),
      ...sumsOf(job, extras),
      ...(isOwner(actor, job) ? {} : { fee: feeOf(job) }),
    };
  };

async function getCompleted(actor: UserActor, jobId: Id): Promise<Job> {
  const job = await JobModel.findOne({ _id: toObjectId(jobId) })
    .lean<Job>()
    .exec();
  if (!job || !(isOwner(actor, job) || isHired(actor, job) || isStaffActor(actor))) {
    throw new NotFound('request.notFound');
  }
  if (job.status !== 'Completed') {
    throw new Conflict('receipt.notCompleted', { pub: { currentState: job.status } });
  }
  return job;
}

async function sidesOf({ clientId, craftsmanId }: Job): Promise<Pick<Receipt, 'client' | 'craftsman'>> {
  const people = await findPeople([clientId, ...(craftsmanId ? [craftsmanId] : [])].map((id) => idOf(id)));
  return { client: people.get(idOf(clientId)), craftsman: craftsmanId && people.get(idOf(craftsmanId)) };
}

const countingOrders = ({ _id: jobId }: Job): Promise<ChangeOrder[]> =>
  ChangeOrderModel.find({ jobId, countsSince: { $exists: true } })
    .sort({ createdAt: 1, _id: 1 })
    .lean<ChangeOrder[]>()
    .exec();

const sumsOf = (job: Job, extras: readonly ChangeOrder[]) => ({
  paymentType: job.paymentType,
  currency: job.currency,
  agreed: job.contract?.price ?? 0,
  extras: extras.map(({ reason, amountMinor }) => ({ reason, amount: amountMinor })),
  total: job.dispute?.countedMinor ?? priceOf(job).amountMinor,
  isDecided: job.dispute?.countedMinor !== undefined,
  ...(job.paymentType !== 'Escrow' && { cashPaid: job.cash?.amount ?? null }),
});

const paidMinorOf = (job: Job): number =>
  job.dispute?.countedMinor ?? job.cash?.amount ?? priceOf(job).amountMinor;

function feeOf(job: Job): NonNullable<Receipt['fee']> {
  const isWaived = moneyOf(job).isFeeWaived === true;
  const fee = money(platformFeeOf(job), job.currency);
  const paid = money(paidMinorOf(job), job.currency);
  return { amount: fee.amountMinor, isWaived, net: subtract(paid, fee).amountMinor };
}
