import type { Types } from 'mongoose';
import { HireSampleModel } from '../../src/models/hireSample.model';
import { InvitationModel } from '../../src/models/invitation.model';
import { JobMatchModel } from '../../src/models/jobMatch.model';
import { JobModel } from '../../src/models/job.model';
import { QuoteModel } from '../../src/models/quote.model';
import { ReviewModel } from '../../src/models/review.model';
import { insertMissing } from '../insertMissing';
import { jobPlots } from './plots';
import { addReview } from './reviewed';
import { tellJob } from './tellJob';

/**
 * Adds the demo's jobs of the people who are there; those that are there already stay as people left them. Their times
 * count back from `now`, so that what is open does not expire before anybody has seen it. Says how many were added.
 */
export async function seedJobs(people: ReadonlySet<string>, now: Date): Promise<number> {
  const told = jobPlots.filter((plot) => peopleIn(plot).every((email) => people.has(email)));
  const documents = told.map((plot) => tellJob(plot, now));
  // Offers first: a job is never there without the quotes that it counts.
  await insertMissing(
    QuoteModel,
    documents.flatMap(({ quotes }) => quotes),
  );
  await insertMissing(
    InvitationModel,
    documents.flatMap(({ invitations }) => invitations),
  );
  const { count } = await insertMissing(
    JobModel,
    documents.map(({ job }) => job),
  );
  for (const review of documents.flatMap(({ reviews }) => reviews)) {
    await addReview(review);
  }
  return count;
}

type Plot = (typeof jobPlots)[number];

const peopleIn = ({ client, invited, quotes = [] }: Plot): string[] => [
  client,
  ...(invited ? [invited.craftsman] : []),
  ...quotes.map(({ by }) => by),
];

/** Takes the jobs of these people away, and what they have offered on others. */
export async function removeJobsOf(people: readonly Types.ObjectId[]): Promise<void> {
  const jobs = await JobModel.find({ clientId: { $in: people } }, { _id: 1 }).lean();
  const jobIds = jobs.map(({ _id }) => _id);
  for (const filter of [{ jobId: { $in: jobIds } }, { craftsmanId: { $in: people } }]) {
    const quotes = await QuoteModel.find(filter, { _id: 1 }).lean();
    await HireSampleModel.deleteMany({ quoteId: { $in: quotes.map(({ _id }) => _id) } });
    await QuoteModel.deleteMany(filter);
    await InvitationModel.deleteMany(filter);
  }
  await JobMatchModel.deleteMany({ jobId: { $in: jobIds } });
  await ReviewModel.deleteMany({ jobId: { $in: jobIds } });
  await JobModel.deleteMany({ _id: { $in: jobIds } });
}
