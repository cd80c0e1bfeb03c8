import type { Job } from '../../models/job.model';
import { after, hours, minutes } from '../../utils/clock';
import { dayStart } from '../../utils/dayStart';
import { clamp, percentOf, subtract, zero, type Money } from '../../utils/money';
import { priceOf } from '../jobMoney/figures';
import type { Figures } from './running';

/**
 * What it costs to end a job before the work (rules.md, section 6): pure figures for the preview and, once money is
 * held, for the postings.
 */
export type EndedBy = 'client' | 'craftsman' | 'staff';

export type CancellationBand =
  /** Nobody was hired. */
  | 'open'
  /** The hire is not paid yet. */
  | 'unfunded'
  | 'justHired'
  /** Nothing was agreed about when. */
  | 'unscheduled'
  | 'early'
  | 'late'
  | 'onTheWay'
  | 'craftsmanAbsent'
  | 'clientAbsent';

export interface CancellationTerms {
  readonly band: CancellationBand;
  /** What the client pays, and which part of it is the craftsman's; the rest is the platform's. */
  readonly clientFee: Money;
  readonly craftsmanShare: Money;
  readonly platformShare: Money;
  /** What the craftsman pays. */
  readonly craftsmanPenalty: Money;
  /** Whether it counts against the craftsman's reliability. */
  readonly reliability: 'none' | 'afterFirst' | 'counts';
}

export interface Ending {
  readonly by: EndedBy;
  readonly now: Date;
  readonly figures: Figures;
  /** A date without a time counts from that day's start here. */
  readonly timeZone: string;
}

type EndingJob = Pick<
  Job,
  'status' | 'contract' | 'money' | 'currency' | 'firmAt' | 'scheduledAt' | 'scheduledHasTime'
>;

/** What a cancellation now would cost each side. Jobs in progress cannot be cancelled: their figures say nothing. */
export function cancellationOf(job: EndingJob, ending: Ending): CancellationTerms {
  const band = bandOf(job, ending);
  if (band === 'late' || band === 'onTheWay') {
    return costly(job, band, ending);
  }
  const reliability = ending.by === 'craftsman' && band !== 'open' ? 'afterFirst' : 'none';
  return { ...free(job), band, reliability };
}

/** What it costs that one side was not there: the craftsman nothing here, the client as if he had cancelled on the way. */
export function absenceOf(
  job: EndingJob,
  { absent, figures }: Pick<Ending, 'figures'> & { readonly absent: 'client' | 'craftsman' },
): CancellationTerms {
  return absent === 'client'
    ? { ...free(job), ...clientPays(job, 'onTheWay', figures), band: 'clientAbsent' }
    : { ...free(job), band: 'craftsmanAbsent' };
}

/** When the agreed time begins. */
export const agreedStart = (
  { scheduledAt, scheduledHasTime }: Pick<Job, 'scheduledAt' | 'scheduledHasTime'>,
  timeZone: string,
): Date | undefined =>
  scheduledAt && scheduledHasTime !== true ? dayStart(scheduledAt, timeZone) : scheduledAt;

function bandOf(job: EndingJob, { now, figures, timeZone }: Ending): CancellationBand {
  const { contract, status, firmAt } = job;
  if (!contract) {
    return 'open';
  }
  if (status === 'On The Way') {
    return 'onTheWay';
  }
  if (firmAt === undefined) {
    return 'unfunded';
  }
  if (now <= after(contract.hiredAt, minutes(figures.get('cancel.freeMinutesAfterHire')))) {
    return 'justHired';
  }
  const start = agreedStart(job, timeZone);
  if (start === undefined) {
    return 'unscheduled';
  }
  return after(now, hours(figures.get('cancel.freeHoursBefore'))) <= start ? 'early' : 'late';
}

type CostlyBand = 'late' | 'onTheWay';

function costly(job: EndingJob, band: CostlyBand, { by, figures }: Ending): CancellationTerms {
  const nothing = { ...free(job), band };
  if (by === 'client') {
    return { ...nothing, ...clientPays(job, band, figures) };
  }
  return by === 'craftsman'
    ? { ...nothing, craftsmanPenalty: penaltyOf(job, band, figures), reliability: 'counts' }
    : nothing;
}

function free({ currency }: Pick<Job, 'currency'>): Omit<CancellationTerms, 'band'> {
  const none = zero(currency);
  return {
    clientFee: none,
    craftsmanShare: none,
    platformShare: none,
    craftsmanPenalty: none,
    reliability: 'none',
  };
}

const KEYS = { late: 'hired', onTheWay: 'onTheWay' } as const;

function clientPays(
  job: EndingJob,
  band: CostlyBand,
  figures: Ending['figures'],
): Pick<CancellationTerms, 'clientFee' | 'craftsmanShare' | 'platformShare'> {
  const key = KEYS[band];
  const fee = percentOf(priceOf(job), figures.get(`cancel.${key}.clientBps`));
  const clientFee = clamp(fee, { maxMinor: figures.get(`cancel.${key}.clientCapMinor`) });
  const craftsmanShare = percentOf(clientFee, figures.get(`cancel.${key}.craftsmanShareBps`));
  return { clientFee, craftsmanShare, platformShare: subtract(clientFee, craftsmanShare) };
}

function penaltyOf(job: EndingJob, band: CostlyBand, figures: Ending['figures']): Money {
  const penalty = percentOf(priceOf(job), figures.get(`cancel.${KEYS[band]}.craftsmanBps`));
  return clamp(penalty, { maxMinor: figures.get('cancel.craftsmanCapMinor') });
}
