import type { Job } from '../../models/job.model';
import type { Quote, QuoteTerms } from '../../models/quote.model';
import { after, days, hours } from '../../utils/clock';
import { BadRequest } from '../../utils/errors';
import type { SettingsView } from '../settings/view';

/** How long a quote shall be good for; absent: as usual. */
export interface GivenValidity {
  readonly validUntil?: Date | undefined;
  readonly validHours?: number | undefined;
}

/** What a craftsman offers; amounts in minor units. */
export interface GivenTerms extends GivenValidity {
  readonly price: number;
  readonly notes?: string | null | undefined;
  readonly laborPrice?: number | null | undefined;
  readonly materialsPrice?: number | null | undefined;
  readonly estimatedHours?: number | null | undefined;
  readonly earliestStart?: Date | null | undefined;
}

export const TERMS = [
  'price',
  'notes',
  'laborPrice',
  'materialsPrice',
  'estimatedHours',
  'earliestStart',
] as const satisfies readonly (keyof QuoteTerms)[];

/** The terms of a quote, without what is not said. */
export function termsOf(given: GivenTerms | Quote): QuoteTerms {
  const said = TERMS.map((field) => [field, given[field]] as const);
  return Object.fromEntries(
    said.filter(([, value]) => value !== undefined && value !== null && value !== ''),
  ) as unknown as QuoteTerms;
}

/** Throws 400 where the parts do not make the price, or work would begin before today. */
export function assertSound(
  { price, laborPrice, materialsPrice, earliestStart }: QuoteTerms,
  now: Date,
): void {
  const isSplit = laborPrice !== undefined && materialsPrice !== undefined;
  if (isSplit && laborPrice + materialsPrice !== price) {
    throw invalid('laborPrice', 'laborPrice and materialsPrice must add up to price');
  }
  const parts = [laborPrice, materialsPrice].filter((part) => part !== undefined);
  if (parts.some((part) => part > price)) {
    throw invalid('price', 'price must not be less than its parts');
  }
  // A day alone is its first instant: today's is still good.
  if (earliestStart && earliestStart <= after(now, -days(1))) {
    throw invalid('earliestStart', 'earliestStart must not be in the past');
  }
}

/** Until when a quote that is made now is good; throws 400 when that is too short or too long. */
export function expiryOf({ validUntil, validHours }: GivenValidity, figures: SettingsView, now: Date): Date {
  const standard = after(now, days(figures.get('quote.validDays')));
  const until = validUntil ?? (validHours === undefined ? standard : after(now, hours(validHours)));
  const field = validUntil ? 'validUntil' : 'validHours';
  const minHours = figures.get('quote.minValidHours');
  const maxDays = figures.get('quote.maxValidDays');
  const isChosen = until !== standard;
  if (isChosen && (until < after(now, hours(minHours)) || until > after(now, days(maxDays)))) {
    throw invalid(field, `${field} must be between ${minHours} hours and ${maxDays} days from now`);
  }
  return until;
}

/** When the work begins: the quote's earliest start, else the job's date. Midnight is how a day without an hour is written. */
export function scheduleOf(
  { earliestStart }: QuoteTerms,
  { jobDate, jobDateHasTime }: Pick<Job, 'jobDate' | 'jobDateHasTime'>,
): Pick<Job, 'scheduledAt' | 'scheduledHasTime'> {
  if (earliestStart) {
    return { scheduledAt: earliestStart, scheduledHasTime: earliestStart.getTime() % days(1) !== 0 };
  }
  return jobDate ? { scheduledAt: jobDate, scheduledHasTime: jobDateHasTime === true } : {};
}

const invalid = (field: string, message: string): BadRequest =>
  new BadRequest('request.invalid', { pub: { errors: [{ field, message }] } });
