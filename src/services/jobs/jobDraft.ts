import type { Job } from '../../models/job.model';
import type { Address, GivenAddress } from '../../utils/address';
import { countryName, readAddress } from '../../utils/address';
import { BadRequest } from '../../utils/errors';
import { errorText } from '../../utils/errorText';
import type { GeoPoint } from '../../utils/geo';
import { toObjectId } from '../../utils/ids';
import type { ExperienceLevel, PaymentType, SalaryType, Urgency } from '../../utils/jobWords';
import type { Locale } from '../../utils/types/actor';
import type { CatalogueService, CatalogueView } from '../catalogue/catalogueView';
import type { SettingsView } from '../settings/view';

type Given<T> = T | null | undefined;

/** What an owner says of a job: absent stays, null goes. */
export interface JobDraft {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** Id, slug or name, under any of three words. */
  readonly service?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly category?: string | undefined;
  readonly address?: GivenAddress | undefined;
  readonly location?: GeoPoint | undefined;
  readonly paymentType?: PaymentType | undefined;
  readonly jobPrice?: Given<number>;
  readonly salaryMin?: Given<number>;
  readonly salaryMax?: Given<number>;
  readonly salaryType?: Given<SalaryType>;
  readonly urgency?: Urgency | undefined;
  readonly experienceLevel?: Given<ExperienceLevel>;
  readonly requirements?: Given<readonly string[]>;
  readonly benefits?: Given<readonly string[]>;
  readonly trainingProvided?: boolean | undefined;
  readonly jobDate?: Given<{ readonly at: Date; readonly hasTime: boolean }>;
  readonly timeWindow?: Given<{ readonly from: string; readonly to: string }>;
}

/** What the owner decides, as it is stored. */
export type JobWords = Pick<
  Job,
  | 'title'
  | 'description'
  | 'serviceId'
  | 'address'
  | 'location'
  | 'paymentType'
  | 'budget'
  | 'urgency'
  | 'experienceLevel'
  | 'requirements'
  | 'benefits'
  | 'trainingProvided'
  | 'jobDate'
  | 'jobDateHasTime'
  | 'timeWindow'
>;

export interface Reading {
  readonly catalogue: CatalogueView;
  readonly figures: SettingsView;
  /** Of the refusals. */
  readonly locale: Locale;
}

/** A job of which nothing is said. */
const NOTHING_SAID = {
  paymentType: 'Cash',
  budget: {},
  urgency: 'normal',
  requirements: [],
  benefits: [],
  trainingProvided: false,
} as const satisfies Partial<JobWords>;

/** The words of a new job; the validator has seen that what it needs is there. */
export const newWords = (draft: JobDraft, reading: Reading): JobWords =>
  wordsAfter(NOTHING_SAID as unknown as JobWords, draft, reading);

/** The words of the job after the change; throws 400 for a service that nobody offers. */
export function wordsAfter(before: JobWords, draft: JobDraft, reading: Reading): JobWords {
  const { title, description, location, paymentType, urgency, trainingProvided } = draft;
  const service = chosenService(before, draft, reading);
  const words = {
    ...before,
    ...withoutUndefined({ title, description, location, paymentType, urgency, trainingProvided }),
    serviceId: service ? toObjectId(service.id) : before.serviceId,
    address: addressOf(draft.address, reading) ?? before.address,
    budget: budgetAfter(before.budget, draft),
    experienceLevel: kept(before.experienceLevel, draft.experienceLevel),
    requirements: [...(kept(before.requirements, draft.requirements) ?? [])],
    benefits: [...(kept(before.benefits, draft.benefits) ?? [])],
    timeWindow: kept(before.timeWindow, draft.timeWindow),
    ...dayAfter(before, draft.jobDate),
  };
  return withoutUndefined(words) as unknown as JobWords;
}

const kept = <T>(before: T | undefined, given: Given<T>): T | undefined =>
  given === undefined ? before : (given ?? undefined);

function addressOf(given: GivenAddress | undefined, { figures }: Reading): Address | undefined {
  return given && readAddress(given, countryName(figures.get('market.country')));
}

/** A date that comes back as it was sent is no change: it stays a date without a time. */
function dayAfter(
  { jobDate, jobDateHasTime }: Pick<JobWords, 'jobDate' | 'jobDateHasTime'>,
  given: JobDraft['jobDate'],
): { jobDate?: Date | undefined; jobDateHasTime?: boolean | undefined } {
  if (given === null) {
    return { jobDate: undefined, jobDateHasTime: undefined };
  }
  const isSame = given === undefined || given.at.getTime() === jobDate?.getTime();
  return isSame ? { jobDate, jobDateHasTime } : { jobDate: given.at, jobDateHasTime: given.hasTime };
}

/** One figure or a range: whoever names one takes the other back. */
function budgetAfter(before: Job['budget'], draft: JobDraft): Job['budget'] {
  const { jobPrice, salaryMin, salaryMax, salaryType } = draft;
  if (jobPrice) {
    return { price: jobPrice };
  }
  const range = withoutUndefined({
    salaryMin: kept(before.salaryMin, salaryMin),
    salaryMax: kept(before.salaryMax, salaryMax),
  }) as Job['budget'];
  if (range.salaryMin !== undefined || range.salaryMax !== undefined) {
    return { ...range, salaryType: salaryType ?? before.salaryType ?? 'fixed' };
  }
  const price = jobPrice === undefined ? before.price : undefined;
  return price === undefined ? {} : { price };
}

/** What lists filter and sort by while nothing is agreed. */
export const listPriceOf = ({ price, salaryMin, salaryMax }: Job['budget']): number =>
  price ?? salaryMin ?? salaryMax ?? 0;

/** The service that is named, where several words name one the one that is new; a retired one may stay where it is. */
function chosenService(
  before: Partial<Pick<JobWords, 'serviceId'>>,
  { serviceId, service, category }: JobDraft,
  { catalogue, locale }: Reading,
): CatalogueService | undefined {
  const present = before.serviceId?.toHexString();
  const named = [serviceId, service, category].filter((name) => name !== undefined);
  const found = named.map((name) => catalogue.find(name));
  const chosen = found.find((one) => one?.id !== present) ?? found[0];
  if (found.includes(undefined) || (chosen?.isRetired && chosen.id !== present)) {
    const message = errorText('job.unknownService', locale);
    throw new BadRequest('job.unknownService', { pub: { errors: [{ field: 'service', message }] } });
  }
  return chosen;
}

const withoutUndefined = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
