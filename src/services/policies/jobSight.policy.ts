import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import { isStaff } from '../../utils/rights';
import type { UserActor } from '../../utils/types/actor';

/** What somebody is to a job. */
export type Relation = 'owner' | 'hired' | 'staff' | 'applicant' | 'stranger';

/** How much of it he sees: all of a party, what everybody sees of an open job, that it is closed, or nothing. */
export type Sight = 'party' | 'open' | 'closed' | 'none';

type Parties = Pick<Job, 'clientId' | 'craftsmanId'>;

export interface Beside {
  /** He has quoted on it or was invited to it, whatever became of that. */
  readonly hasApplied: boolean;
  /** He or the owner has blocked the other. */
  readonly isBlocked: boolean;
}

/** What the actor is to the job. */
export function relationOf(actor: UserActor, job: Parties, { hasApplied }: Beside): Relation {
  if (idOf(job.clientId) === actor.id) {
    return 'owner';
  }
  if (job.craftsmanId && idOf(job.craftsmanId) === actor.id) {
    return 'hired';
  }
  if (actor.role !== undefined && isStaff([actor.role])) {
    return 'staff';
  }
  return hasApplied ? 'applicant' : 'stranger';
}

/**
 * How much one sees (product.md, jobs): parties and staff all of it at any time; others while it is open and neither
 * hidden nor behind a block; bidders and the invited later only that it is closed.
 */
export function sightOf(
  relation: Relation,
  job: Pick<Job, 'isOpen' | 'isHidden'>,
  { isBlocked }: Pick<Beside, 'isBlocked'>,
): Sight {
  if (relation === 'owner' || relation === 'hired' || relation === 'staff') {
    return 'party';
  }
  if (job.isHidden || isBlocked) {
    return 'none';
  }
  if (job.isOpen) {
    return 'open';
  }
  return relation === 'applicant' ? 'closed' : 'none';
}

type Firm = Pick<Job, 'firmAt' | 'disclosedUntil'>;

/** Whether both sides know each other's door and phone: once the hire is firm, until some days after the end. */
export const isDisclosed = ({ firmAt, disclosedUntil }: Firm, now: Date): boolean =>
  firmAt !== undefined && (disclosedUntil === undefined || now < disclosedUntil);

/** Whether this one sees the exact place. */
export const seesPlace = (relation: Relation, job: Firm, now: Date): boolean =>
  relation === 'owner' || relation === 'staff' || (relation === 'hired' && isDisclosed(job, now));

/** Whether this one sees the phone of the other side. */
export const seesPhones = (relation: Relation, job: Firm, now: Date): boolean =>
  (relation === 'owner' || relation === 'hired') && isDisclosed(job, now);
