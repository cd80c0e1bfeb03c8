import { JobModel, type Job } from '../../models/job.model';
import type { Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { CatalogueView } from '../catalogue/catalogueView';
import { editOf } from '../jobs/jobChanges';
import { readingOf, type PostingDeps } from '../jobs/posting';
import { factOf, getJob, reasonOf } from '../jobs/running';
import type { JobEvents } from '../outbox/events/job.events';

export interface Moderation {
  readonly jobId: Id;
  readonly isHidden?: boolean | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly reason?: string | undefined;
}

export type ModerateJob = (actor: UserActor, given: Moderation) => Promise<Job>;

/** Staff hide a job, show it again or take words away that may not stand there; the owner is told, quotes stay as they are. */
export const makeModerateJob =
  (deps: PostingDeps): ModerateJob =>
  async (actor, given) => {
    const { catalogue } = await readingOf(deps, actor);
    return inTransaction((tx) => moderateJobIn(tx, deps, { actor, given, catalogue }));
  };

interface Moderating {
  readonly actor: UserActor;
  readonly given: Moderation;
  readonly catalogue: CatalogueView;
}

/** The same as part of something greater. */
export async function moderateJobIn(
  tx: Tx,
  { clock, outbox }: Pick<PostingDeps, 'clock' | 'outbox'>,
  { actor, given, catalogue }: Moderating,
): Promise<Job> {
  const before = await getJob(tx, given.jobId, {});
  const said = changeOf(before, given, catalogue);
  if (!said) {
    return before;
  }
  const job = await write(tx, before, { ...said.fields, updatedAt: clock.now() });
  await outbox.record(tx, 'job.moderated', moderationOf(job, said), { actor });
  return job;
}

type Change = Said & { readonly fields: object };

function changeOf(before: Job, given: Moderation, catalogue: CatalogueView): Change | undefined {
  const { title = before.title, description = before.description, isHidden, reason } = given;
  const edit = editOf(before, { ...before, title, description }, catalogue);
  const shown = isHidden === undefined || isHidden === before.isHidden ? undefined : { isHidden };
  if (!edit) {
    return shown && { before: {}, after: {}, reason, fields: shown, ...shown };
  }
  const fields = { ...wordFields(edit.fields), ...shown };
  return { before: edit.before, after: edit.after, reason, fields, ...shown };
}

/** Only the words and what they are found by: the price of a running job is not the one that was named. */
const wordFields = ({ title, description, terms }: Readonly<Record<string, unknown>>): object => ({
  ...(title !== undefined && { title }),
  ...(description !== undefined && { description }),
  terms,
});

async function write(tx: Tx, { _id }: Job, fields: object): Promise<Job> {
  const update = { $set: fields, $inc: { revision: 1 } };
  return JobModel.findOneAndUpdate({ _id }, update, { session: tx, returnDocument: 'after' })
    .orFail()
    .lean<Job>()
    .exec();
}

interface Said extends Pick<JobEvents['job.moderated'], 'before' | 'after'> {
  readonly isHidden?: boolean;
  readonly reason?: string | undefined;
}

/** What is noted of staff's hand on a job. */
export const moderationOf = (
  job: Job,
  { before, after, isHidden, reason }: Said,
): JobEvents['job.moderated'] => ({
  ...factOf(job),
  status: job.status,
  before: { ...before, ...(isHidden !== undefined && { isHidden: !isHidden }) },
  after: { ...after, ...(isHidden !== undefined && { isHidden }) },
  ...(isHidden !== undefined && { isHidden }),
  ...reasonOf(reason),
});
