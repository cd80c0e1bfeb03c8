import { JobModel, type Job } from '../../models/job.model';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { Conflict } from '../../utils/errors';
import type { Id } from '../../utils/ids';
import { patchOf } from '../../utils/patch';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { editOf, type JobEdit } from '../jobs/jobChanges';
import { wordsAfter, type JobDraft, type Reading } from '../jobs/jobDraft';
import { choosePhotos, wantedPhotos, type GivenPhotos, type WantedPhotos } from '../jobs/jobPhotos';
import { assertOwnerMay, readingOf, type PostingDeps } from '../jobs/posting';
import { renewalOf } from '../jobs/renewal';
import { factOf, getJob, ownedBy } from '../jobs/running';
import type { EventMap } from '../outbox/events';
import type { NewFact } from '../outbox/outbox.service';
import { quoteFact } from '../quotes/facts';

export type EditJob = (
  actor: UserActor,
  given: { readonly jobId: Id; readonly draft: JobDraft; readonly photos: GivenPhotos },
) => Promise<Job>;

/**
 * The owner changes an open job: its life begins anew, and where bidders have reckoned with something else their quotes
 * wait for their word.
 */
export const makeEditJob =
  (deps: PostingDeps): EditJob =>
  async (actor, { jobId, draft, photos }) => {
    const reading = await readingOf(deps, actor);
    const wanted = await wantedPhotos(deps.mediaLibrary, actor, photos);
    return inTransaction((tx) => edit(tx, deps, { actor, jobId, draft, reading, wanted }));
  };

interface Order {
  readonly actor: UserActor;
  readonly jobId: Id;
  readonly draft: JobDraft;
  readonly reading: Reading;
  readonly wanted: WantedPhotos | undefined;
}

async function edit(
  tx: Tx,
  { clock, outbox, mediaLibrary }: PostingDeps,
  { actor, jobId, draft, reading, wanted }: Order,
): Promise<Job> {
  const before = await getJob(tx, jobId, ownedBy(actor));
  assertOwnerMay('edit', actor, before);
  assertWayOfPaying(before, draft);
  const words = wordsAfter(before, draft, reading);
  const photos = await choosePhotos(tx, mediaLibrary, { actor, jobId, before: before.photos, wanted });
  const change = editOf(before, { ...words, photos }, reading.catalogue);
  if (!change) {
    return before;
  }
  const now = clock.now();
  const job = await write(tx, before, {
    ...change.fields,
    ...renewalOf(reading.figures, now),
    updatedAt: now,
  });
  const asked = await askBidders(tx, { job, change, now });
  const { isMaterial } = change;
  const data = { ...factOf(job), status: job.status, before: change.before, after: change.after, isMaterial };
  await outbox.recordMany(tx, [{ event: 'job.edited', data }, ...asked], { actor });
  return job;
}

function assertWayOfPaying({ status, paymentType }: Job, draft: JobDraft): void {
  if (draft.paymentType === undefined || draft.paymentType === paymentType) {
    return;
  }
  if (status !== 'Posted') {
    throw new Conflict('job.paymentTypeFixed', { pub: { currentState: status } });
  }
}

/** The state that was read is part of the filter; the count of decisions makes two at once conflict. */
async function write(tx: Tx, before: Job, fields: Readonly<Record<string, unknown>>): Promise<Job> {
  const { $set, $unset } = patchOf({ ...fields, expiryWarnedAt: null });
  return JobModel.findOneAndUpdate(
    { _id: before._id, isOpen: true, status: before.status },
    { ...($set && { $set }), ...($unset && { $unset }), $inc: { revision: 1 } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new Conflict('job.notEditable', { pub: { currentState: before.status } }))
    .lean<Job>()
    .exec();
}

interface Asking {
  readonly job: Job;
  readonly change: JobEdit;
  readonly now: Date;
}

/** Marks the live quotes of a job that is no longer what they were made for; gives what their bidders are told. */
async function askBidders(tx: Tx, { job, change, now }: Asking): Promise<NewFact<EventMap>[]> {
  if (!change.isMaterial || job.status !== 'Quoted') {
    return [];
  }
  const live = { jobId: job._id, isLive: true };
  const quotes = await QuoteModel.find(live, null, { session: tx }).lean<Quote[]>().exec();
  const mark = { $set: { needsConfirmation: true, updatedAt: now } };
  await QuoteModel.updateMany(live, mark, { session: tx }).exec();
  return quotes.map((quote) => ({ event: 'quote.needsConfirmation', data: quoteFact(quote, job) }) as const);
}
