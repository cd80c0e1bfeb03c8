import { makeEditJob } from '../services/acts/edit-job';
import { makeExpireJob, makeWarnOfExpiry } from '../services/acts/expire-job';
import { makeExtendJob } from '../services/acts/extend-job';
import { makeModerateJob } from '../services/acts/moderate-job';
import { makePostJob } from '../services/acts/post-job';
import { makeRemoveJob } from '../services/acts/remove-job';
import { makeRepostJob } from '../services/acts/repost-job';
import { makeBookmarkService } from '../services/bookmark.service';
import { makeJobService } from '../services/job.service';
import { makeJobBrowse } from '../services/jobs/browse';
import { makeJobViews } from '../services/jobs/views';
import type { Core } from './core';
import type { JobMoney } from './jobMoney';
import type { Payments } from './payments';
import type { People } from './people';

/** Jobs until somebody is hired. */
export type Posting = ReturnType<typeof makePosting>;

/** Makes jobs as they are posted, looked at and changed until somebody is hired. */
export function makePosting(deps: Core & People & Payments & JobMoney) {
  const jobViews = makeJobViews(deps);
  const jobs = makeJobService({ ...deps, jobViews });
  return {
    jobViews,
    jobs,
    jobBrowse: makeJobBrowse(deps),
    bookmarks: makeBookmarkService({ ...deps, jobs }),
    postJob: makePostJob(deps),
    editJob: makeEditJob(deps),
    extendJob: makeExtendJob(deps),
    repostJob: makeRepostJob(deps),
    moderateJob: makeModerateJob(deps),
    removeJob: makeRemoveJob(deps),
    expireJob: makeExpireJob(deps),
    warnOfExpiry: makeWarnOfExpiry(deps),
  };
}
