import type { PictureRef } from '../../models/plugins/picture';
import { after, hours } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import { changeOf, moveJob } from '../jobs/moveJob';
import { hiredFor, type JobAct, type RunningDeps } from '../jobs/running';
import type { MediaService } from '../media.service';

export interface SubmitDeps extends RunningDeps {
  readonly mediaLibrary: Pick<MediaService, 'attach' | 'urlOf'>;
}

/** Pictures of the result: media ids or addresses of one's own uploads. */
export type SubmitWork = JobAct<{
  readonly photos?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}>;

/** The craftsman shows his work: the client accepts it, asks for rework, or lets the clock accept it. */
export const makeSubmitWork =
  (deps: SubmitDeps): SubmitWork =>
  (actor, { jobId, photos = [], reason }) =>
    inTransaction(async (tx) => {
      const { job } = await moveJob(tx, deps, {
        actor,
        jobId,
        whose: hiredFor(actor),
        verb: 'submit',
        event: () => 'submitWork',
        reason,
        change: async ({ job: before, figures, now }) => ({
          guard: { awaitingAcceptance: false },
          set: {
            awaitingAcceptance: true,
            submittedAt: now,
            autoCompletesAt: after(now, hours(figures.get('job.autoCompleteHours'))),
            resultPhotos: [...before.resultPhotos, ...(await attach(tx, deps, { actor, jobId, photos }))],
          },
        }),
      });
      const told = changeOf(job, { actor, event: 'submitWork' });
      await deps.outbox.record(tx, 'job.statusChanged', told, { actor });
      return job;
    });

interface Shown {
  readonly actor: Actor;
  readonly jobId: Id;
  readonly photos: readonly string[];
}

/** What was shown before a rework stays: it is part of what both sides may look back at. */
async function attach(
  tx: Tx,
  { mediaLibrary }: SubmitDeps,
  { actor, jobId, photos }: Shown,
): Promise<PictureRef[]> {
  if (photos.length === 0 || actor.kind === 'system') {
    return [];
  }
  const subject = { type: 'job', id: jobId } as const;
  const media = await mediaLibrary.attach(tx, actor, {
    refs: photos,
    purpose: 'jobPhoto',
    subject,
    field: 'photos',
  });
  return media.map((picture) => ({ mediaId: picture._id, url: mediaLibrary.urlOf(picture) }));
}
