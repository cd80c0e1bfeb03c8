import type { Job } from '../../models/job.model';
import type { PartyPerson } from '../../services/jobs/jobSight';
import type { Relation } from '../../services/policies/jobSight.policy';
import { idOf } from '../../utils/ids';
import { presentDoer, presentPerson } from './person.presenter';

/** A job's trade as it stands inside the job. */
export const presentService = (
  { serviceId }: Pick<Job, 'serviceId'>,
  name: string | undefined,
): Record<string, unknown> => ({ id: idOf(serviceId), _id: idOf(serviceId), name: name ?? '' });

interface Shown {
  readonly id: Job['clientId'];
  /** The number is due: the hire is firm, and its end not long ago. */
  readonly hasPhone: boolean;
}

/** A side of a job; its phone only for the other side, and only in time. */
export const presentParty = (
  person: PartyPerson | undefined,
  { id, hasPhone }: Shown,
): Record<string, unknown> => ({
  ...(person ? presentPerson(person) : presentDoer(idOf(id), new Map())),
  ...(hasPhone && { phone: person?.phone ?? null }),
});

/** That others came and went is not for a craftsman to know, the hired one neither. */
const ABOUT_OTHERS: readonly string[] = ['firstQuote', 'lastQuoteGone'];

/** What became of the job, with the side that did it and nobody's id. */
export const presentHistory = (history: Job['history'], relation: Relation): Record<string, unknown>[] =>
  history
    .filter(({ event }) => relation !== 'hired' || !ABOUT_OTHERS.includes(event))
    .map(({ event, from, to, by, at, reason }) => ({
      event,
      from: relation === 'hired' && from === 'Quoted' ? 'Posted' : from,
      to,
      by: sideOf(by.role),
      at,
      reason: reason ?? null,
    }));

const sideOf = (role: Job['history'][number]['by']['role']): string =>
  role === 'admin' || role === 'moderator' ? 'staff' : (role ?? 'system');
