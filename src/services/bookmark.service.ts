import { mongo } from 'mongoose';
import { BookmarkModel, bookmarkKeyOf, type Bookmark } from '../models/bookmark.model';
import { findJobRows } from '../models/queries/jobItem.query';
import type { Clock } from '../utils/clock';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { Locale, UserActor } from '../utils/types/actor';
import type { BlockService } from './block.service';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import type { JobService, Look } from './job.service';
import { itemOf, type JobListItem, type Viewing } from './jobs/jobList';
import { sightOf } from './policies/jobSight.policy';

export interface BookmarkedJob {
  readonly jobId: Id;
  readonly bookmarkedAt: Date;
  /** Absent when the job is no longer for this viewer's eyes. */
  readonly item: JobListItem | undefined;
}

export interface BookmarkService {
  /** Keeps a job that the actor may see, else 404; again changes nothing. */
  add(actor: UserActor, look: Look): Promise<void>;
  /** Lets it go, whatever became of the job; again changes nothing. */
  remove(actor: UserActor, jobId: Id): Promise<void>;
  /** One's own, the latest kept first. */
  list(
    actor: UserActor,
    ask: { readonly request: PageRequest; readonly locale: Locale },
  ): Promise<Page<BookmarkedJob>>;
}

export interface BookmarkDeps {
  readonly clock: Clock;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly blocks: Pick<BlockService, 'idsFor'>;
  readonly jobs: Pick<JobService, 'get'>;
}

const DUPLICATE_KEY = 11_000;
const LATEST_FIRST = { createdAt: -1, _id: -1 } as const;

/** Makes the service of jobs that people want to find again; nobody else learns of it. */
export const makeBookmarkService = (deps: BookmarkDeps): BookmarkService => ({
  async add(actor, look) {
    await deps.jobs.get(actor, look);
    await keep(actor, look.jobId, deps.clock.now());
  },

  async remove(actor, jobId) {
    await BookmarkModel.deleteOne({ key: bookmarkKeyOf(actor.id, jobId) }).exec();
  },

  async list(actor, { request, locale }) {
    const [page, blocked, catalogue] = await Promise.all([
      findPage(BookmarkModel, { filter: { userId: toObjectId(actor.id) }, sort: LATEST_FIRST, request }),
      deps.blocks.idsFor(actor.id),
      deps.serviceCatalogue.current(),
    ]);
    const viewing = { actor, locale, catalogue, now: deps.clock.now() };
    return { ...page, items: await withJobs(page.items, viewing, new Set(blocked)) };
  },
});

async function keep(actor: UserActor, jobId: Id, now: Date): Promise<void> {
  const key = bookmarkKeyOf(actor.id, jobId);
  const fresh = { _id: newId(), userId: toObjectId(actor.id), jobId: toObjectId(jobId), createdAt: now };
  await BookmarkModel.updateOne({ key }, { $setOnInsert: fresh }, { upsert: true }).exec().catch(asKept);
}

/** Kept twice in the same instant: it stands, which is what both wanted. */
function asKept(error: unknown): void {
  if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
    throw error;
  }
}

async function withJobs(
  bookmarks: readonly Bookmark[],
  viewing: Viewing,
  blocked: ReadonlySet<Id>,
): Promise<BookmarkedJob[]> {
  const ids = bookmarks.map(({ jobId }) => jobId);
  const rows = await findJobRows(ids, { viewerId: viewing.actor.id, withCraftsmen: true });
  const items = new Map(rows.map((row) => [idOf(row), itemOf(row, viewing)]));
  return bookmarks.map(({ jobId, createdAt }) => {
    const item = items.get(idOf(jobId));
    const isSeen = item !== undefined && isInSight(item, blocked);
    return { jobId: idOf(jobId), bookmarkedAt: createdAt, item: isSeen ? item : undefined };
  });
}

const isInSight = ({ view: { relation, job } }: JobListItem, blocked: ReadonlySet<Id>): boolean =>
  sightOf(relation, job, { isBlocked: blocked.has(idOf(job.clientId)) }) !== 'none';
