import type { Job } from '../../src/models/job.model';
import type { Quote } from '../../src/models/quote.model';
import { newJob } from '../../src/services/jobs/posting';
import { quoteWorkflow } from '../../src/services/workflows/quote.workflow';
import { beginningOf } from '../../src/services/workflows/workflow';
import { after, days, minutes } from '../../src/utils/clock';
import { EXPERIENCE_LEVELS } from '../../src/utils/jobWords';
import { idOf, toObjectId } from '../../src/utils/ids';
import { textIn } from '../../src/utils/localTexts';
import type { Locale, UserActor } from '../../src/utils/types/actor';
import { quoted } from '../jobs/happenings';
import { seedReading } from '../jobs/reading';
import { drawLocale, drawPlace, drawTrade, personId } from './people';
import { randomOf, worldId, type Random } from './random';
import { details, titles, whats } from './words';

/** How large the world is. */
export interface WorldSize {
  readonly craftsmen: number;
  readonly jobs: number;
  /** On average, per job. */
  readonly quotes: number;
  /** The times of the world count back from it. */
  readonly now: Date;
  /** Whose each job is; absent: of clients of the world, twenty each. */
  readonly ownerOf?: (index: number) => Job['clientId'];
}

export interface WorldJob {
  readonly job: Job;
  readonly quotes: readonly Quote[];
}

const JOBS_PER_CLIENT = 20;
const NEWEST_MINUTES = 60;
/** So that nothing is about to expire. */
const OLDEST_MINUTES = 20 * 24 * 60;
const STEP_MINOR = 2_500;
const URGENCIES = ['normal', 'normal', 'normal', 'urgent', 'emergency'] as const;
const PRICED_SHARE = 0.8;

/** How many clients of the world post its jobs. */
export const clientsOf = ({ jobs, ownerOf }: WorldSize): number =>
  ownerOf ? 0 : Math.ceil(jobs / JOBS_PER_CLIENT);

const ownerInWorld = (index: number): Job['clientId'] =>
  personId('client', Math.trunc(index / JOBS_PER_CLIENT));

/** One open job of the large world, with the quotes on it. */
export function jobOf(index: number, size: WorldSize): WorldJob {
  const random = randomOf(`job ${index}`);
  const at = after(size.now, -minutes(NEWEST_MINUTES + random.below(OLDEST_MINUTES)));
  const locale = drawLocale(random);
  const client = (size.ownerOf ?? ownerInWorld)(index);
  const words = drawWords(random, locale);
  const id = worldId(`job ${index}`);
  const posted = newJob(actorOf('client', client, locale), {
    words,
    photos: [],
    now: at,
    ...seedReading,
    id,
  });
  const count = Math.min(random.below(2 * size.quotes + 1), size.craftsmen);
  const first = random.below(size.craftsmen);
  const quotes = Array.from({ length: count }, (_, place) =>
    quoteOn(posted, {
      random,
      craftsman: (first + place) % size.craftsmen,
      at: after(at, minutes(place + 1)),
    }),
  );
  return quotes.reduce(quoted, { job: posted, quotes });
}

function drawWords(random: Random, locale: Locale) {
  const trade = drawTrade(random);
  const { city, address, location } = drawPlace(random, locale);
  const service = textIn(trade.names, locale) ?? trade.slug;
  const title = random.pick(titles[locale]);
  const level = random.pick(EXPERIENCE_LEVELS);
  return {
    title: title.replace('{service}', service).replace('{city}', city.names[locale]),
    description: `${random.pick(whats[locale])} ${random.pick(details[locale])}`,
    serviceId: toObjectId(trade.id),
    address,
    location,
    paymentType: 'Cash' as const,
    budget: random.next() < PRICED_SHARE ? { price: STEP_MINOR * (4 + random.below(200)) } : {},
    urgency: random.pick(URGENCIES),
    ...(random.next() < PRICED_SHARE && { experienceLevel: level }),
    requirements: [],
    benefits: [],
    trainingProvided: false,
  };
}

interface Bid {
  readonly random: Random;
  readonly craftsman: number;
  readonly at: Date;
}

function quoteOn(job: Job, { random, craftsman, at }: Bid): Quote {
  const craftsmanId = personId('craftsman', craftsman);
  return {
    ...beginningOf(quoteWorkflow, { actor: actorOf('craftsman', craftsmanId, 'ar'), at }),
    _id: worldId(`quote ${idOf(job)} ${craftsman}`),
    jobId: job._id,
    clientId: job.clientId,
    craftsmanId,
    currency: job.currency,
    price: STEP_MINOR * (4 + random.below(200)),
    isLive: true,
    isInvited: false,
    version: 1,
    versions: [],
    needsConfirmation: false,
    // As long as quotes may be good, so that they outlive the jobs' age.
    expiresAt: after(at, days(seedReading.figures.get('quote.maxValidDays'))),
    createdAt: at,
    updatedAt: at,
  };
}

function actorOf(role: 'client' | 'craftsman', _id: Job['clientId'], locale: Locale): UserActor {
  const id = idOf(_id);
  return { kind: 'user', id, role, roles: [role], locale, sessionId: id, scope: 'full' };
}
