import { mongo, type Types } from 'mongoose';
import { JobModel, type Job } from '../../models/job.model';
import { JobMatchModel } from '../../models/jobMatch.model';
import { UserModel } from '../../models/user.model';
import type { Clock } from '../../utils/clock';
import { idOf, newId, toObjectId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import { systemActor } from '../../utils/types/actor';
import type { BlockService } from '../block.service';
import type { ServiceCatalogue } from '../catalogue/serviceCatalogue';
import type { Outbox } from '../outbox/outbox.service';
import { measureOf, SCORED, wantedFor } from '../recommendation.service';
import type { SettingService } from '../setting.service';
import { findCandidatesOf, findNearest } from './candidate';
import { rank } from './scoring';

export type MatchJob = (jobId: Id) => Promise<void>;

export interface MatchJobDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly blocks: Pick<BlockService, 'idsFor'>;
  readonly settings: Pick<SettingService, 'get'>;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

const DUPLICATE_KEY = 11_000;

/** Makes what chooses whom a new job is offered to: the best so many, once for each job; nobody for one that is gone already. */
export const makeMatchJob =
  (deps: MatchJobDeps): MatchJob =>
  async (jobId) => {
    const most = await deps.settings.get('matching.notified');
    const job = await JobModel.findOne({ _id: toObjectId(jobId) })
      .lean<Job>()
      .exec();
    if (most === 0 || !job?.isOpen || job.isHidden || (await JobMatchModel.exists({ jobId: job._id }))) {
      return;
    }
    const chosen = await bestFor(job, most, deps);
    if (chosen.length > 0) {
      await inTransaction((tx) => write(tx, deps, { job, chosen })).catch(asMatched);
    }
  };

/** The best of the nearest 200; whoever wants to tell more people tells the next nearest, too. */
async function bestFor(job: Job, most: number, deps: MatchJobDeps): Promise<Id[]> {
  const clientId = idOf(job.clientId);
  const [wanted, { blocked, weights }] = await Promise.all([
    wantedFor(job, clientId, deps),
    measureOf(clientId, deps),
  ]);
  const nearest = await findNearest(wanted, { blocked, most: Math.max(most, SCORED) });
  const candidates = await findCandidatesOf(nearest.slice(0, SCORED), clientId);
  const ranked = rank(candidates, wanted, weights).map(({ candidate }) => candidate);
  return [...ranked, ...nearest.slice(SCORED)].slice(0, most).map(({ id }) => id);
}

interface Matched {
  readonly job: Job;
  readonly chosen: readonly Id[];
}

async function write(tx: Tx, { clock, outbox }: MatchJobDeps, { job, chosen }: Matched): Promise<void> {
  const [_id, craftsmanIds] = [newId(), chosen.map(toObjectId)];
  await JobMatchModel.create([{ _id, jobId: job._id, craftsmanIds, told: 0, at: clock.now() }], {
    session: tx,
  });
  await countExposures(tx, craftsmanIds);
  const about = { jobId: idOf(job), clientId: idOf(job.clientId), title: job.title };
  const facts = { ...about, matchId: idOf(_id), craftsmen: chosen.length };
  await outbox.record(tx, 'job.matched', facts, { actor: systemActor });
}

/** To be one of the few is what newcomers need; where everybody is told it is nothing. */
async function countExposures(tx: Tx, craftsmanIds: readonly Types.ObjectId[]): Promise<void> {
  if (craftsmanIds.length <= SCORED) {
    const chosen = { _id: { $in: [...craftsmanIds] } };
    await UserModel.updateMany(chosen, { $inc: { exposures: 1 } }, { session: tx }).exec();
  }
}

/** Chosen twice in the same instant: the first choice stands. */
function asMatched(error: unknown): void {
  if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
    throw error;
  }
}
