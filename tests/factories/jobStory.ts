import type { Job } from '../../src/models/job.model';
import type { HistoryEntry } from '../../src/models/plugins/history';
import type { Quote } from '../../src/models/quote.model';
import { jobWorkflow, type JobEvent, type JobState } from '../../src/services/workflows/job.workflow';
import { after, days, hours } from '../../src/utils/clock';
import { geoPoint } from '../../src/utils/geo';
import { idOf } from '../../src/utils/ids';
import { termsOf } from '../../src/utils/textTerms';
import type { ActorRole } from '../../src/utils/types/actor';
import type { MadeUser } from './user';

type JobIds = Pick<Job, '_id' | 'clientId' | 'serviceId'>;

const TITLE = 'Kitchen sink leaks';
const DESCRIPTION = 'Water drips from the pipe below the sink since yesterday evening.';

/** A job just posted, as it is stored. */
export const jobFields = (now: Date, ids: JobIds): Job => ({
  ...ids,
  title: TITLE,
  description: DESCRIPTION,
  photos: [],
  address: {
    country: 'Egypt',
    state: 'Cairo Governorate',
    city: 'Cairo',
    street: '26 Talaat Harb Street',
    text: '26 Talaat Harb Street, Cairo, Cairo Governorate, Egypt',
  },
  cityKey: 'cairo',
  stateKey: 'cairo governorate',
  location: geoPoint(31.239_512, 30.050_873),
  area: geoPoint(31.24, 30.05),
  status: 'Posted',
  history: [begun(now, { id: idOf(ids.clientId), role: 'client', to: 'Posted' })],
  isOpen: true,
  isHidden: false,
  paymentType: 'Cash',
  currency: 'EGP',
  budget: { price: 50_000 },
  listPrice: 50_000,
  urgency: 'normal',
  requirements: [],
  benefits: [],
  trainingProvided: false,
  terms: termsOf([TITLE, DESCRIPTION, 'Cairo']),
  quoteCount: 0,
  cappedQuoteCount: 0,
  pendingInvitationCount: 0,
  views: 0,
  revision: 0,
  awaitingAcceptance: false,
  resultPhotos: [],
  reworkCount: 0,
  expiresAt: after(now, days(30)),
  expiryWarnsAt: after(now, days(25)),
  createdAt: now,
  updatedAt: now,
});

export interface Story {
  readonly path: readonly JobEvent[];
  readonly now: Date;
  readonly client: MadeUser;
  readonly craftsman: MadeUser | undefined;
  readonly quote: Quote | undefined;
}

/** What the events of the path have left on the job. */
export function told(story: Story): Partial<Job> {
  const { path, now } = story;
  const has = (event: JobEvent): boolean => path.includes(event);
  const status = path.reduce<JobState>((_, event) => jobWorkflow.events[event].to, jobWorkflow.initial);
  return {
    status,
    isOpen: status === 'Posted' || status === 'Quoted',
    history: historyOf(story),
    ...(has('hire') && hiring(story)),
    ...(has('submitWork') && { submittedAt: now }),
    ...(path.at(-1) === 'submitWork' && {
      awaitingAcceptance: true,
      autoCompletesAt: after(now, hours(72)),
    }),
    ...(has('complete') && ending(now)),
    ...(has('cancelOpen') && { cancelledAt: now, cancelledBy: 'client', disclosedUntil: now }),
  };
}

/** What completion leaves: both sides may review each other from now on. */
function ending(now: Date): Partial<Job> {
  const closesAt = after(now, days(14));
  const reviews = { closesAt, revealsAt: closesAt, written: [], told: [] };
  return { completedAt: now, disclosedUntil: after(now, days(7)), reviews };
}

function hiring({ now, craftsman, quote }: Story): Partial<Job> {
  if (!craftsman || !quote) {
    throw new Error('a hire needs a craftsman and his quote');
  }
  const feeRule = { bps: 500, min: 0, max: null, waivedJobs: 2 };
  const agreed = { quoteId: quote._id, quoteVersion: quote.version, price: quote.price };
  return {
    craftsmanId: craftsman.user._id,
    contract: { ...agreed, settingsVersion: 0, feeRule, hiredAt: now },
    money: { price: quote.price, due: 0, funded: 0, held: 0, released: 0, fee: 0 },
    firmAt: now,
    listPrice: quote.price,
  };
}

function historyOf({ path, now, client, craftsman }: Story): HistoryEntry<JobState>[] {
  const entries = [begun<JobState>(now, { id: client.id, role: 'client', to: 'Posted' })];
  for (const event of path) {
    const { to, by } = jobWorkflow.events[event];
    const role: ActorRole = by.includes('client') ? 'client' : (by[0] ?? 'system');
    const id = { client: client.id, craftsman: craftsman?.id }[role as 'client' | 'craftsman'] ?? 'system';
    entries.push({ event, from: entries.at(-1)?.to ?? null, to, by: { id, role }, at: now });
  }
  return entries;
}

/** The first line of a history. */
export const begun = <S extends string>(
  at: Date,
  { id, role, to }: { readonly id: string; readonly role: ActorRole; readonly to: S },
): HistoryEntry<S> => ({ event: 'create', from: null, to, by: { id, role }, at });
