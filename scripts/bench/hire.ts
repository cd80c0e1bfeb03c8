/* eslint-disable house/no-status-write -- measured is what the writes cost without the workflow */
import type { mongo } from 'mongoose';
import type { Job } from '../../src/models/job.model';
import type { Quote } from '../../src/models/quote.model';
import type { User } from '../../src/models/user.model';
import type { EventMap } from '../../src/services/outbox/events';
import type { NewFact } from '../../src/services/outbox/outbox.service';
import { offerFact, quoteFact } from '../../src/services/quotes/facts';
import { contractOf } from '../../src/services/quotes/hireTerms';
import { seedReading } from '../../seeds/jobs/reading';
import { idOf, toObjectId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';
import { inRawTransaction, recordRaw } from './rawWrites';

/** The hire as the raw driver does it: the reads, writes and rows of the accept act, none of its questions. */

type Craftsman = Pick<User, '_id' | 'firstName' | 'lastName' | 'picture'>;

interface Found {
  readonly job: Job;
  readonly quotes: readonly Quote[];
  readonly craftsmen: readonly Craftsman[];
}

export interface RawHire {
  readonly job: Job;
  readonly quote: Quote;
  readonly craftsman: Craftsman | undefined;
}

interface Accepting {
  readonly db: mongo.Db;
  readonly actor: UserActor;
  readonly jobId: string;
  readonly quoteId: string;
}

/** Hires for this quote in one transaction; throws when it is not there. */
export const hireRaw = (accepting: Accepting): Promise<RawHire> =>
  inRawTransaction(accepting.db, async (session) => {
    const { db, actor, quoteId } = accepting;
    const at = new Date();
    const { job, quotes, craftsmen } = await readOffers(accepting, session);
    const quote = quotes.find((one) => idOf(one) === quoteId);
    if (!quote) {
      throw new Error(`no quote ${quoteId}`);
    }
    const others = quotes.filter((one) => one !== quote);
    const hired = await moveJob(db, { job, quote, at }, session);
    await moveQuotes(db, { quote, others, at }, session);
    await recordRaw(db, factsOf(job, quote, { others, at }), { session, actor, at });
    const accepted = { ...quote, status: 'Accepted', isLive: false, updatedAt: at } as const;
    return { job: hired, quote: accepted, craftsman: craftsmen[0] };
  });

async function readOffers(
  { db, actor, jobId, quoteId }: Accepting,
  session: mongo.ClientSession,
): Promise<Found> {
  const wanted = toObjectId(quoteId);
  const of = { localField: '_id', foreignField: 'jobId' };
  const isWanted = { input: '$quotes', as: 'quote', cond: { $eq: ['$$quote._id', wanted] } };
  const card = { firstName: 1, lastName: 1, picture: 1, rating: 1, ratingCount: 1 };
  const person = { ...card, ban: 1, 'craftsman.verificationStatus': 1 };
  const [found] = await db
    .collection('jobs')
    .aggregate<Job & Omit<Found, 'job'>>(
      [
        { $match: { _id: toObjectId(jobId), clientId: toObjectId(actor.id) } },
        {
          $lookup: {
            ...of,
            from: 'quotes',
            pipeline: [
              { $match: { $or: [{ isLive: true }, { _id: wanted }] } },
              { $project: { history: 0 } },
            ],
            as: 'quotes',
          },
        },
        {
          $lookup: { ...of, from: 'invitations', pipeline: [{ $match: { isPending: true } }], as: 'invited' },
        },
        { $addFields: { chosen: { $filter: isWanted } } },
        {
          $lookup: {
            from: 'users',
            localField: 'chosen.craftsmanId',
            foreignField: '_id',
            pipeline: [{ $project: person }],
            as: 'craftsmen',
          },
        },
        { $project: { history: 0, terms: 0, chosen: 0 } },
      ],
      { session },
    )
    .toArray();
  if (!found) {
    throw new Error(`no job ${jobId}`);
  }
  const { quotes, craftsmen, ...job } = found;
  return { job, quotes, craftsmen };
}

interface Deal {
  readonly job: Job;
  readonly quote: Quote;
  readonly at: Date;
}

async function moveJob(db: mongo.Db, { job, quote, at }: Deal, session: mongo.ClientSession): Promise<Job> {
  const by = { id: idOf(job.clientId), role: 'client' as const };
  const entry = { event: 'hire', from: job.status, to: 'Hired' as const, by, at };
  const none = { quoteCount: 0, cappedQuoteCount: 0, pendingInvitationCount: 0 };
  const moved = await db.collection<Job>('jobs').findOneAndUpdate(
    { _id: job._id, clientId: job.clientId, status: job.status, revision: job.revision },
    {
      $set: {
        status: 'Hired',
        isOpen: false,
        craftsmanId: quote.craftsmanId,
        contract: contractOf(job, quote, { figures: seedReading.figures, at }),
        money: { price: quote.price, due: 0, funded: 0, held: 0, released: 0, fee: 0 },
        firmAt: at,
        listPrice: quote.price,
        ...none,
        updatedAt: at,
      },
      $inc: { revision: 1 },
      $push: { history: entry },
    },
    { session, returnDocument: 'after' },
  );
  if (!moved) {
    throw new Error('the job was hired for before');
  }
  return moved;
}

interface Settled {
  readonly quote: Quote;
  readonly others: readonly Quote[];
  readonly at: Date;
}

async function moveQuotes(
  db: mongo.Db,
  { quote, others, at }: Settled,
  session: mongo.ClientSession,
): Promise<void> {
  const from = 'Submitted' as const;
  const over = { isLive: false, updatedAt: at };
  const client = { id: idOf(quote.clientId), role: 'client' as const };
  const system = { id: 'system', role: 'system' as const };
  const hired = { event: 'accept', from, to: 'Accepted' as const, by: client, at };
  const declined = { event: 'decline', from, to: 'Declined' as const, by: system, at, reason: 'hired' };
  await db.collection<Quote>('quotes').bulkWrite(
    [
      {
        updateMany: {
          filter: { _id: quote._id, status: from },
          update: { $set: { ...over, status: 'Accepted' }, $push: { history: hired } },
        },
      },
      {
        updateMany: {
          filter: { _id: { $in: others.map(({ _id }) => _id) }, status: from },
          update: {
            $set: { ...over, needsConfirmation: false, status: 'Declined' },
            $push: { history: declined },
          },
        },
      },
    ],
    { session },
  );
}

const factsOf = (job: Job, quote: Quote, { others }: Omit<Settled, 'quote'>): NewFact<EventMap>[] => [
  { event: 'quote.accepted', data: { ...quoteFact(quote, job), ...offerFact(quote), isFirm: true } },
  ...others.map(
    (one) => ({ event: 'quote.declined', data: { ...quoteFact(one, job), why: 'hired' } }) as const,
  ),
];
