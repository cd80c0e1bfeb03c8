import type { QueryFilter } from 'mongoose';
import {
  findCandidates,
  findReaching,
  type CandidateRow,
  type ReachingRow,
} from '../../models/queries/candidate.query';
import type { User } from '../../models/user.model';
import { geoPoint, metresBetween, type GeoPoint } from '../../utils/geo';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { ExperienceLevel } from '../../utils/jobWords';
import { cellsOf } from '../../utils/reachCells';
import { findable } from '../craftsmen/browseFilter';
import { reachKey } from '../craftsmen/listing';

/** Whom somebody looks for. */
export interface Wanted {
  readonly clientId: Id;
  readonly location: GeoPoint;
  /** The job's service and what belongs to it. */
  readonly serviceIds: readonly Id[];
  /** Folded words of what is to be done. */
  readonly terms: ReadonlySet<string>;
  readonly experienceLevel?: ExperienceLevel | undefined;
}

/** A craftsman who may be offered a job, with what his score is made of. */
export interface Candidate {
  readonly id: Id;
  readonly distance: number;
  readonly skills: readonly string[];
  readonly years: number;
  readonly rating: number;
  readonly ratingCount: number;
  readonly completed: number;
  readonly cancellations: number;
  readonly timed: number;
  readonly onTime: number;
  readonly active: number;
  readonly responseMinutes?: number | undefined;
  /** Jobs he has completed for this client. */
  readonly pastJobs: number;
  readonly exposures: number;
}

const METRES = 1_000;

/** Somebody who comes to a place. */
export type Near = Pick<Candidate, 'id' | 'distance'>;

/**
 * Verified craftsmen who take work now, offer the service and come to that place; nobody under a ban, of a block with the
 * client, or himself. The nearest first, at most `most`.
 */
export const findNearest = async (
  wanted: Wanted,
  { blocked, most }: { readonly blocked: readonly Id[]; readonly most: number },
): Promise<Near[]> =>
  nearestOf(await findReaching(reachFilter(wanted)), wanted, new Set(blocked)).slice(0, most);

/** Those of them who work now, may meet the client and come to the place; the nearest first. Pure. */
export const nearestOf = (
  rows: readonly ReachingRow[],
  { clientId, location }: Pick<Wanted, 'clientId' | 'location'>,
  blocked: ReadonlySet<Id>,
): Near[] =>
  rows
    .filter(({ isAvailable }) => isAvailable)
    .map(({ _id, at, radiusKm }) => ({
      id: idOf(_id),
      distance: metresBetween(location, geoPoint(...at)),
      reach: radiusKm * METRES,
    }))
    .filter(({ id, distance, reach }) => distance <= reach && id !== clientId && !blocked.has(id))
    .map(({ id, distance }) => ({ id, distance }))
    .sort(byDistance);

/** What is known of these for a client; whoever has left meanwhile is not among them. */
export const findCandidatesOf = async (near: readonly Near[], clientId: Id): Promise<Candidate[]> =>
  candidatesOf(
    await findCandidates(
      near.map(({ id }) => toObjectId(id)),
      toObjectId(clientId),
    ),
    near,
  );

/** The rows as candidates, with their distances. Pure. */
export function candidatesOf(rows: readonly CandidateRow[], near: readonly Near[]): Candidate[] {
  const distances = new Map(near.map(({ id, distance }) => [id, distance]));
  return rows.map((row) => candidateOf(row, distances.get(idOf(row)) ?? 0));
}

/** Who goes to the square of the map: it is stored with the trade, so that one index knows both. */
export const reachFilter = ({ location, serviceIds }: Wanted): QueryFilter<User> => ({
  ...findable([]),
  'listing.reach': {
    $in: cellsOf(location).flatMap((cell) => serviceIds.map((serviceId) => reachKey(serviceId, cell))),
  },
});

const byDistance = (a: Near, b: Near): number => a.distance - b.distance || (a.id < b.id ? -1 : 1);

function candidateOf(row: CandidateRow, distance: number): Candidate {
  const { craftsman, listing, workFacts = NOTHING, pastWork, exposures = 0 } = row;
  const { completed, timed, onTime, active, responseMinutes } = workFacts;
  return {
    id: idOf(row),
    distance,
    skills: craftsman.skills,
    years: craftsman.yearsOfExperience ?? 0,
    rating: listing.rating,
    ratingCount: listing.ratingCount,
    completed,
    cancellations: craftsman.cancellations,
    timed,
    onTime,
    active,
    responseMinutes,
    pastJobs: pastWork[0]?.jobs ?? 0,
    exposures,
  };
}

const NOTHING: NonNullable<CandidateRow['workFacts']> = { completed: 0, timed: 0, onTime: 0, active: 0 };
