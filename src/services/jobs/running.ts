import type { QueryFilter } from 'mongoose';
import type { SettingKey, SettingValue } from '../../config/settings';
import { JobModel, type Job } from '../../models/job.model';
import type { Clock } from '../../utils/clock';
import { AppError, NotFound } from '../../utils/errors';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor } from '../../utils/types/actor';
import type { Doer, JobFact, Side } from '../outbox/events/jobAction.events';
import type { Outbox } from '../outbox/outbox.service';
import { isStaffActor, jobPolicy, type JobContext, type JobVerb } from '../policies/job.policy';
import type { SettingService } from '../setting.service';

/** What the acts of a hired job share. */
export interface RunningDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'at' | 'current'>;
}

/** One act on one job; it answers with the job as it then is. */
export type JobAct<Given = unknown> = (actor: Actor, given: { readonly jobId: Id } & Given) => Promise<Job>;

/** Whose job it must be; staff and the system reach every job. */
export const ownedBy = (actor: Actor): QueryFilter<Job> =>
  actor.kind === 'system' ? {} : { clientId: toObjectId(actor.id) };
/** The filter by which a job is the hired craftsman's. */
export const hiredFor = (actor: Actor): QueryFilter<Job> =>
  actor.kind === 'system' ? {} : { craftsmanId: toObjectId(actor.id) };
/** The filter by which a job is one side's; staff and the system are on both. */
export const partyOf = (actor: Actor): QueryFilter<Job> =>
  actor.kind === 'system' || isStaffActor(actor) ? {} : { $or: [ownedBy(actor), hiredFor(actor)] };

/** The filter of a hire that is paid, or needs no payment in advance. */
export const FIRM = { firmAt: { $exists: true } } as const satisfies QueryFilter<Job>;

/** The figures that hold for one job. */
export interface Figures {
  get<K extends SettingKey>(key: K): SettingValue<K>;
}

/** Those pinned at hire, before that the present ones; a service may have its own. */
export async function figuresOf(
  { contract, serviceId }: Pick<Job, 'contract' | 'serviceId'>,
  settings: RunningDeps['settings'],
): Promise<Figures> {
  const view = await (contract ? settings.at(contract.settingsVersion) : settings.current());
  const scope = { serviceId: idOf(serviceId) };
  return { get: (key) => view.get(key, scope) };
}

/** What the policy needs beside the job. */
export const contextOf = (figures: Figures, now: Date): JobContext => ({
  now,
  reworkMax: figures.get('job.reworkMax'),
  noShowMinutes: figures.get('job.noShowMinutes'),
  disputeOpenDays: figures.get('dispute.openDays'),
});

/** The job as this transaction sees it; 404 unless it matches `where`. Whoever decides by it also writes to it. */
export async function getJob(tx: Tx, jobId: Id, where: QueryFilter<Job>): Promise<Job> {
  const job = await JobModel.findOne({ ...where, _id: toObjectId(jobId) }, null, { session: tx })
    .lean<Job>()
    .exec();
  if (!job) {
    throw new NotFound('request.notFound');
  }
  return job;
}

/** Why the policy refuses, as the error of the write; undefined when it does not. */
export function refusalOf(
  verb: JobVerb,
  { actor, job, ctx }: { readonly actor: Actor; readonly job: Job; readonly ctx: JobContext },
): AppError | undefined {
  const verdict = jobPolicy[verb](actor, job, ctx);
  return verdict === true ? undefined : new AppError(verdict, { pub: { currentState: job.status } });
}

export const sideOf = ({ role }: Actor): Side => (role === 'craftsman' ? 'craftsman' : 'client');

/** In whose name something is done. */
export function doerOf(actor: Actor): Doer {
  if (actor.kind === 'system') {
    return 'system';
  }
  return isStaffActor(actor) ? 'staff' : sideOf(actor);
}

/** Whom an event about this job concerns. */
export const factOf = (job: Job): JobFact => ({
  jobId: idOf(job),
  clientId: idOf(job.clientId),
  ...(job.craftsmanId && { craftsmanId: idOf(job.craftsmanId) }),
  title: job.title,
});

/** A reason, or nothing at all. */
export const reasonOf = (reason: string | undefined): { reason?: string } =>
  reason === undefined ? {} : { reason };
