import { JobModel, type Job } from '../../models/job.model';
import { Conflict } from '../../utils/errors';
import { idOf, newId, toObjectId } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { newWords, type JobDraft } from '../jobs/jobDraft';
import { choosePhotos, wantedPhotos, type GivenPhotos } from '../jobs/jobPhotos';
import { assertMayPost, newJob, owesFee, readingOf, type PostingDeps } from '../jobs/posting';
import { factOf } from '../jobs/running';
import type { Outbox } from '../outbox/outbox.service';

export type PostJob = (
  actor: UserActor,
  given: { readonly draft: JobDraft; readonly photos: GivenPhotos },
) => Promise<Job>;

/** A client posts a job: it is open at once, for everybody who may quote; it lapses when nothing happens. */
export const makePostJob =
  (deps: PostingDeps): PostJob =>
  async (actor, { draft, photos }) => {
    assertMayPost(actor);
    // Who owed something a moment ago is asked for; a payment lifts the block at once.
    if (actor.owedFees && (await owesFee(deps, actor))) {
      throw new Conflict('job.feeDebt');
    }
    const reading = await readingOf(deps, actor);
    const words = newWords(draft, reading);
    const wanted = await wantedPhotos(deps.mediaLibrary, actor, photos);
    const jobId = idOf(newId());
    return inTransaction(async (tx) => {
      const chosen = await choosePhotos(tx, deps.mediaLibrary, { actor, jobId, before: [], wanted });
      const now = deps.clock.now();
      const job = newJob(actor, { ...reading, words, photos: chosen, now, id: toObjectId(jobId) });
      return publish(tx, actor, { job, outbox: deps.outbox });
    });
  };

/** Stores a new job and notes that it is there. */
export async function publish(
  tx: Tx,
  actor: UserActor,
  { job, outbox }: { readonly job: Job; readonly outbox: Outbox },
): Promise<Job> {
  await JobModel.collection.insertOne(job, { session: tx });
  const { serviceId, paymentType, listPrice, repostOf } = job;
  const said = { serviceId: idOf(serviceId), paymentType, listPrice };
  const origin = repostOf ? { repostOf: idOf(repostOf) } : {};
  await outbox.record(tx, 'job.posted', { ...factOf(job), ...said, ...origin }, { actor });
  return job;
}
