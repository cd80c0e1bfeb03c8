import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { isoDate, objectId, oneOf, pagedQuery } from './common.validator';
import { craftsmanItemAnswer } from './craftsmanBrowse.validator';
import { jobItem } from './jobAnswer.validator';
import { Joi } from './joi';

const params = Joi.object<{ jobId: string }, true>({ jobId: objectId().required() });

export const addBookmark = input({ params });
export const removeBookmark = input({ params });

export interface BookmarksQuery extends PageRequest {
  type: 'jobs' | 'craftsmen';
}

export const listBookmarks = input({
  query: pagedQuery<BookmarksQuery>({
    type: oneOf(['jobs', 'craftsmen']).default('jobs').description('What was kept.'),
  }),
});

/** Whether the job is kept now. */
export const bookmarkAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  isBookmarked: Joi.boolean().example(true),
});

const bookmarkedAt = isoDate();

const goneJob = Joi.object({
  id: objectId(),
  _id: objectId(),
  closed: Joi.boolean().valid(true),
  isBookmarked: Joi.boolean().valid(true),
  bookmarkedAt,
}).meta({ component: 'GoneJob' });

/** A kept job or craftsman; what is no longer for the reader's eyes says only that. */
export const bookmarkedAnswer = Joi.alternatives(
  jobItem.keys({ bookmarkedAt }),
  craftsmanItemAnswer.keys({ bookmarkedAt }).meta({ component: 'KeptCraftsman' }),
  goneJob,
);
