import { mongo } from 'mongoose';
import { seedCatalogue } from '../../../seeds/seedServices';
import { fillWorld } from '../../../seeds/world/fillWorld';
import { presentQuote } from '../../../src/controllers/presenters/quote.presenter';
import type { Job } from '../../../src/models/job.model';
import type { Quote } from '../../../src/models/quote.model';
import { t } from '../../../src/utils/i18n';
import { idOf, newId, toObjectId } from '../../../src/utils/ids';
import { hireRaw } from '../hire';
import { actorOf } from '../jobWorld';
import { prepareRawOutbox, recordedAbout, settleOutboxes } from '../rawWrites';
import type { BenchRequest, Scenario, World } from '../types';

const JOBS = Number(process.env['BENCH_OFFERS'] ?? 15_000);
const CRAFTSMEN = 1_000;
const QUOTES = 3;

/** An owner hires one of his bidders; each job is hired for once. */
export const accept: Scenario = {
  name: 'accept',
  summary: 'a quote is accepted, on average two others declined, all concerned recorded, in one transaction',
  goal: { throughput: 0.7, cpu: 1.5 },
  connections: 16,
  writes: { isOnce: true, left: whatIsLeft, settle: settleOutboxes },
  prepare: async (world) => {
    await prepareRawOutbox(world.db);
    await fillOffers(world);
    const [first, ...others] = await acceptable(world);
    if (!first) {
      throw new Error('no quote in the world can be accepted');
    }
    const twin = await twinOf(world.db, first);
    return [first, twin, ...others].map((quote) => accepting(world, quote));
  },
  limit: (db) => async (req, userId) => {
    const [, , , jobId = '', , quoteId = ''] = req.url?.split('/') ?? [];
    const data = presentQuote(await hireRaw({ db, actor: actorOf(userId), jobId, quoteId }));
    return JSON.stringify({ success: true, data, message: t('en', 'message.quoteAccepted') });
  },
};

/** The callers' jobs in turn, with bidders from the world. */
async function fillOffers({ callers }: World): Promise<void> {
  const owners = callers.map(({ userId }) => toObjectId(userId));
  const ownerOf = (index: number): Job['clientId'] => owners[index % owners.length] ?? newId();
  await seedCatalogue(() => undefined);
  await fillWorld({ craftsmen: CRAFTSMEN, jobs: JOBS, quotes: QUOTES, now: new Date(), ownerOf });
}

/** Of each job the first quote whose craftsman can be hired. */
async function acceptable({ db }: World): Promise<Quote[]> {
  const quotes = await db.collection<Quote>('quotes').find().sort({ _id: 1 }).toArray();
  const verified = { 'craftsman.verificationStatus': 'Verified' };
  const people = await db.collection('users').find(verified).project({ _id: 1 }).toArray();
  const hireable = new Set(people.map(({ _id }) => String(_id)));
  const perJob = new Map(
    quotes
      .filter(({ craftsmanId }) => hireable.has(idOf(craftsmanId)))
      .map((quote) => [idOf(quote.jobId), quote]),
  );
  return [...perJob.values()];
}

/** A job like that of the quote, with quotes like its; gives the one like this. */
async function twinOf(db: mongo.Db, quote: Quote): Promise<Quote> {
  const [jobs, quotes] = [db.collection<Job>('jobs'), db.collection<Quote>('quotes')];
  const job = await jobs.findOne({ _id: quote.jobId });
  const offers = await quotes.find({ jobId: quote.jobId }).toArray();
  const jobId = newId();
  const copies = offers.map((offer) => ({ ...offer, _id: newId(), jobId }));
  const twin = copies[offers.findIndex(({ _id }) => _id.equals(quote._id))];
  if (!job || !twin) {
    throw new Error(`no job of quote ${idOf(quote)}`);
  }
  await jobs.insertOne({ ...job, _id: jobId });
  await quotes.insertMany(copies);
  return twin;
}

function accepting({ callers }: World, quote: Quote): BenchRequest {
  const owner = callers.find(({ userId }) => userId === idOf(quote.clientId));
  return {
    method: 'POST',
    path: `/api/jobs/${idOf(quote.jobId)}/quotes/${idOf(quote)}/accept`,
    headers: { authorization: `Bearer ${owner?.token}`, 'content-type': 'application/json' },
    body: '{}',
  };
}

async function whatIsLeft(db: mongo.Db, answer: string): Promise<unknown> {
  const { jobId } = (JSON.parse(answer) as { data: { jobId: string } }).data;
  const _id = new mongo.ObjectId(jobId);
  const byPrice = { status: 1, price: 1, craftsmanId: 1 } as const;
  return {
    job: await db.collection('jobs').findOne({ _id }),
    quotes: await db.collection('quotes').find({ jobId: _id }).sort(byPrice).toArray(),
    outbox: await recordedAbout(db, jobId),
  };
}
