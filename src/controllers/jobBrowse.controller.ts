import type { Response } from 'express';
import type { BrowseAsk, JobBrowse } from '../services/jobs/browse';
import type { JobListItem } from '../services/jobs/jobList';
import { geoPoint } from '../utils/geo';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list } from '../utils/respond';
import type { Locale } from '../utils/types/actor';
import type * as schema from '../validators/jobBrowse.validator';
import { presentJobItem, presentOwnJobItem } from './presenters/job.presenter';

export interface JobBrowseControllerDeps {
  readonly jobBrowse: JobBrowse;
}

/** Lists of jobs. */
export const makeJobBrowseController = ({ jobBrowse }: JobBrowseControllerDeps) => ({
  async browse(req: Req<typeof schema.browseJobs>, res: Response): Promise<void> {
    const page = await jobBrowse.list(req.actor, askOf(req.input.query, req.locale));
    list(res, mapPage(page, presentItem));
  },

  async search(req: Req<typeof schema.searchJobs>, res: Response): Promise<void> {
    const { q } = req.input.query;
    const page = await jobBrowse.list(req.actor, { ...askOf(req.input.query, req.locale), q });
    list(res, mapPage(page, presentItem));
  },

  async nearby(req: Req<typeof schema.nearbyJobs>, res: Response): Promise<void> {
    const page = await jobBrowse.list(req.actor, askOf(req.input.query, req.locale));
    list(res, mapPage(page, presentItem));
  },

  async listOwn(req: Req<typeof schema.ownJobs>, res: Response): Promise<void> {
    const { as, status, ...request } = req.input.query;
    const page = await jobBrowse.listOwn(req.actor, { as, status, request, locale: req.locale });
    list(
      res,
      mapPage(page, ({ view }) => presentOwnJobItem(view)),
    );
  },
});

const METRES = 1_000;

function askOf(query: schema.BrowseQuery | schema.SearchQuery, locale: Locale): BrowseAsk {
  const { page, limit, cursor, sortBy, latitude, longitude, radius = 0, ...filter } = query;
  const isPlaced = latitude !== undefined && longitude !== undefined;
  return {
    filter: { ...filter, service: filter.serviceId ?? filter.service ?? filter.category },
    sortBy,
    request: { page, limit, cursor },
    locale,
    near: isPlaced ? { point: geoPoint(longitude, latitude), radiusM: radius * METRES } : undefined,
  };
}

const presentItem = ({ view, distance }: JobListItem): Record<string, unknown> => ({
  ...presentJobItem(view),
  ...(distance !== undefined && { distance }),
});
