import type { mongo } from 'mongoose';
import { seedReading } from '../../../seeds/jobs/reading';
import { settingsCatalogue } from '../../../src/config/settings';
import { presentRecommended } from '../../../src/controllers/presenters/recommendation.presenter';
import type { Invitation } from '../../../src/models/invitation.model';
import type { Job } from '../../../src/models/job.model';
import {
  AT_ONCE,
  candidateStages,
  REACH_INDEX,
  reachingStages,
  type CandidateRow,
  type ReachingRow,
} from '../../../src/models/queries/candidate.query';
import { craftsmanJoins, type CraftsmanRow } from '../../../src/models/queries/craftsmanItem.query';
import { itemOf } from '../../../src/services/craftsmen/craftsmanList';
import { candidatesOf, nearestOf, reachFilter, type Wanted } from '../../../src/services/matching/candidate';
import { reasonsOf } from '../../../src/services/matching/reasons';
import { rank } from '../../../src/services/matching/scoring';
import { SCORED } from '../../../src/services/recommendation.service';
import { idOf, toObjectId } from '../../../src/utils/ids';
import { fillCraftsmen } from '../craftsmanWorld';
import { asking, firstPage, LIMIT } from '../jobWorld';
import type { Scenario } from '../types';

const { catalogue, locale } = seedReading;
const NOBODY: ReadonlySet<string> = new Set();
const weights = settingsCatalogue['matching.weights'].default;

/** The best 20 for one's own job. */
export const recommendations: Scenario = {
  name: 'recommendations',
  summary: 'the best 20 of 100,000 craftsmen for one’s own job, with parts, reasons and invitations',
  goal: { throughput: 0.7, cpu: 1.6, p95Ms: 60 },
  connections: 16,
  world: 'craftsmen',
  prepare: async (world) => {
    await fillCraftsmen(world);
    const jobs = await world.db.collection<Job>('jobs').find().toArray();
    const byOwner = new Map(jobs.map((job) => [idOf(job.clientId), job]));
    return asking(
      world,
      world.callers.map(({ userId }) => {
        const job = byOwner.get(userId);
        return `/api/users/recommendations?jobId=${job ? idOf(job) : ''}`;
      }),
    );
  },
  limit: (db) => async (req, userId) => {
    const jobId = new URL(req.url ?? '', 'http://limit').searchParams.get('jobId') ?? '';
    const wanted = await wantedOf(db, jobId, userId);
    const [near, invitations] = await Promise.all([
      db
        .collection('users')
        .aggregate<ReachingRow>(reachingStages(reachFilter(wanted)), {
          hint: REACH_INDEX,
          ...AT_ONCE,
        })
        .toArray()
        .then((rows) => nearestOf(rows, wanted, NOBODY).slice(0, SCORED)),
      db
        .collection<Invitation>('invitations')
        .find({ jobId: toObjectId(jobId) }, { projection: { craftsmanId: 1 } })
        .toArray(),
    ]);
    const ids = near.map(({ id }) => toObjectId(id));
    const rows = await db
      .collection('users')
      .aggregate<CandidateRow>(candidateStages(ids, toObjectId(userId)), AT_ONCE)
      .toArray();
    const invited = new Set(invitations.map(({ craftsmanId }) => idOf(craftsmanId)));
    const ranked = rank(candidatesOf(rows, near), wanted, weights);
    const shown = ranked.slice(0, LIMIT);
    const people = await peopleOf(
      db,
      shown.map(({ candidate }) => candidate.id),
      userId,
    );
    const items = shown.flatMap((one) => {
      const row = people.get(one.candidate.id);
      const { parts, score, candidate } = one;
      const said = { reasons: reasonsOf(one, locale), generatedBy: 'rules' as const };
      return row
        ? [
            presentRecommended(
              {
                item: itemOf({ ...row, distance: candidate.distance }),
                parts,
                score,
                ...said,
                isInvited: invited.has(candidate.id),
              },
              { locale, catalogue },
            ),
          ]
        : [];
    });
    return firstPage(items, {
      counted: ranked.length,
      cap: SCORED,
      hasNextPage: ranked.length > LIMIT,
    });
  },
};

async function wantedOf(db: mongo.Db, jobId: string, clientId: string): Promise<Wanted> {
  const projection = { serviceId: 1, location: 1, terms: 1, experienceLevel: 1 };
  const own = { _id: toObjectId(jobId), clientId: toObjectId(clientId) };
  const job = await db.collection<Job>('jobs').findOne(own, { projection });
  if (!job) {
    throw new Error('the caller has no such job');
  }
  const { location, serviceId, experienceLevel } = job;
  const serviceIds = catalogue.familyOf(idOf(serviceId));
  return { clientId, location, serviceIds, terms: new Set(job.terms), experienceLevel };
}

async function peopleOf(
  db: mongo.Db,
  ids: readonly string[],
  userId: string,
): Promise<ReadonlyMap<string, CraftsmanRow>> {
  const rows = await db
    .collection('users')
    .aggregate<CraftsmanRow>([{ $match: { _id: { $in: ids.map(toObjectId) } } }, ...craftsmanJoins(userId)])
    .toArray();
  return new Map(rows.map((row) => [idOf(row), row]));
}
