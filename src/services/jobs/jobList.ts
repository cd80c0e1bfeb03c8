import type { JobRow } from '../../models/queries/jobItem.query';
import { idOf } from '../../utils/ids';
import type { Locale, UserActor } from '../../utils/types/actor';
import type { CatalogueView } from '../catalogue/catalogueView';
import type { JobView } from '../job.service';
import { platformFeeOf } from '../jobMoney/figures';
import { relationOf } from '../policies/jobSight.policy';

/** A job in a list as one viewer sees it. */
export interface JobListItem {
  readonly view: JobView;
  /** Metres to the job's public point, to the next 100: three questions find no door. */
  readonly distance?: number;
}

export interface Viewing {
  readonly actor: UserActor;
  readonly locale: Locale;
  readonly catalogue: CatalogueView;
  readonly now: Date;
}

const STEP_M = 100;

/** The row as its viewer sees it; that he may see it at all is a matter of the list's filter. */
export function itemOf(row: JobRow, { actor, locale, catalogue, now }: Viewing): JobListItem {
  const { clients, craftsmen = [], bookmarks, distance } = row;
  const relation = relationOf(actor, row, { hasApplied: false, isBlocked: false });
  const view: JobView = {
    // As it is: presenters choose what leaves, and a copy of forty fields for each row costs a twentieth of the request.
    job: row,
    relation,
    sight: relation === 'stranger' ? 'open' : 'party',
    client: clients[0],
    craftsman: craftsmen[0],
    quote: undefined,
    invitation: undefined,
    isBookmarked: bookmarks.length > 0,
    serviceName: catalogue.nameOf(idOf(row.serviceId), locale),
    now,
    platformFee: platformFeeOf(row),
  };
  return { view, ...(distance !== undefined && { distance: Math.round(distance / STEP_M) * STEP_M }) };
}
