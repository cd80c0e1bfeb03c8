import type { Container } from '../../src/container';
import type { JobDraft } from '../../src/services/jobs/jobDraft';
import type { JobState } from '../../src/services/workflows/job.workflow';
import { after, hours } from '../../src/utils/clock';
import { AppError } from '../../src/utils/errors';
import { geoPoint } from '../../src/utils/geo';
import { idOf, newId, type Id } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';
import type { TestClock } from '../helpers/clock';
import { tasksRun, type Command, type Deed } from './pureActs';
import type { World } from './pureModel';
import { chosen, EDITS, OK, STARTS, STEPS, TIMES } from './pureRules';
import { runTasks } from './world/tasks';

/** What the commands are done to: the services, and the ids behind the numbers of the model. */
export interface RealWorld {
  readonly container: Container;
  readonly clock: TestClock;
  readonly actors: readonly UserActor[];
  readonly serviceId: Id;
  readonly jobIds: Id[];
  /** Of each job, in the order in which they were made. */
  readonly quoteIds: Id[][];
  /** Of each job, by the number of the craftsman. */
  readonly invitationIds: Map<number, Id>[];
  /** Makes every text of an edit another one. */
  edits: number;
  /** What was done so far, in words. */
  readonly story: string[];
}

const TASKS = ['expire-quotes', 'expire-invitations', 'expire-jobs', 'auto-complete-jobs'] as const;

/** Does the command and gives the status of its answer; what no client may see is thrown on. */
export async function perform(real: RealWorld, world: World, command: Command): Promise<number> {
  try {
    await act(real, world, command);
    return OK;
  } catch (error) {
    if (error instanceof AppError && error.expose) {
      return error.status;
    }
    throw error;
  }
}

async function act(real: RealWorld, world: World, command: Command): Promise<unknown> {
  const { verb } = command;
  if (verb === 'post') {
    return open(real, await real.container.postJob(actorOf(real, command), posted(real)));
  }
  if (verb === 'wait') {
    return wait(real, command);
  }
  const doing = doingOf(real, world, command);
  const status = wishOf(world, command);
  return status
    ? doing.container.jobActions.changeStatus(doing.actor, { ...doing.ref, status })
    : DEEDS[verb](doing);
}

/** What can also be done by wishing for a status, and whose wish means it. */
const WISHES: Readonly<Partial<Record<Deed, { status: JobState; by: readonly ('client' | 'hired')[] }>>> = {
  accept: { status: 'Hired', by: ['client'] },
  setOut: { status: 'On The Way', by: ['hired'] },
  start: { status: 'In Progress', by: ['hired'] },
  rework: { status: 'In Progress', by: ['client'] },
  submit: { status: 'Completed', by: ['hired'] },
  complete: { status: 'Completed', by: ['client'] },
  cancel: { status: 'Cancelled', by: ['client', 'hired'] },
};

/** One time in four, when it names no version and the side is one whose wish means this. */
function wishOf(world: World, { verb, job: index, by, option }: Command): JobState | undefined {
  const [job, wish] = [world.jobs[index], WISHES[verb as Deed]];
  const isMeant = wish?.by.some((side) => job?.[side] === by) ?? false;
  return isMeant && option % 4 === 0 ? wish?.status : undefined;
}

async function wait({ clock, container }: RealWorld, command: Command): Promise<void> {
  clock.advance(chosen(STEPS, command.option));
  await runTasks(container, tasksRun(command) ? TASKS : []);
}

/** One more job with its number. */
export function open(real: RealWorld, job: { readonly _id: unknown }): void {
  real.jobIds.push(String(job._id));
  real.quoteIds.push([]);
  real.invitationIds.push(new Map());
}

const actorOf = ({ actors }: RealWorld, { by }: Command): UserActor => chosen(actors, by);

const draft = (serviceId: Id): JobDraft => ({
  title: 'Kitchen sink leaks',
  description: 'Water drips from the pipe below the sink.',
  serviceId,
  address: { country: 'Egypt', state: 'Cairo', city: 'Cairo', street: '26 Talaat Harb Street' },
  location: geoPoint(31.239_5, 30.050_9),
  jobPrice: 50_000,
});
/** A job as its owner posts it. */
export const posted = ({ serviceId }: Pick<RealWorld, 'serviceId'>) => ({
  draft: draft(serviceId),
  photos: { files: [] },
});

interface Doing {
  readonly real: RealWorld;
  readonly container: Container;
  readonly actor: UserActor;
  readonly command: Command;
  readonly world: World;
  readonly jobId: Id;
  /** The job and one of its quotes. */
  readonly ref: { readonly jobId: Id; readonly quoteId: Id };
  readonly now: Date;
}

function doingOf(real: RealWorld, world: World, command: Command): Doing {
  const { container, clock } = real;
  const jobId = chosen(real.jobIds, command.job);
  // One that is not there has an id that nothing has.
  const quoteId = real.quoteIds[command.job]?.[command.quote] ?? idOf(newId());
  return {
    real,
    container,
    command,
    world,
    jobId,
    actor: actorOf(real, command),
    ref: { jobId, quoteId },
    now: clock.now(),
  };
}

const startOf = ({ command, now }: Doing): { earliestStart?: Date } => {
  const inHours = chosen(STARTS, command.option);
  return inHours === null ? {} : { earliestStart: after(now, hours(inHours)) };
};

const DEEDS: Readonly<Record<Deed, (doing: Doing) => Promise<unknown>>> = {
  edit: ({ container, actor, jobId, real, command, now, world }) => {
    real.edits += 1;
    const changes: Record<(typeof EDITS)[number], JobDraft> = {
      description: { description: `Water drips, as seen at look ${real.edits}.` },
      title: { title: `Sink leaks, look ${real.edits}` },
      nothing: {},
      date: { jobDate: { at: after(now, hours(26)), hasTime: true } },
      paymentType: { paymentType: world.jobs[command.job]?.state === 'Posted' ? 'Cash' : 'Escrow' },
    };
    const change = changes[chosen(EDITS, command.option)];
    return container.editJob(actor, { jobId, draft: change, photos: { files: [] } });
  },
  extend: ({ container, actor, jobId }) => container.extendJob(actor, { jobId }),
  repost: async ({ container, actor, jobId, real }) =>
    open(real, await container.repostJob(actor, { jobId })),
  cancel: ({ container, actor, jobId }) => container.cancelJob(actor, { jobId, reason: 'plans changed' }),
  noShow: ({ container, actor, jobId }) => container.jobActions.reportAbsence(actor, { jobId }),
  setOut: ({ container, actor, jobId }) => container.setOut(actor, { jobId }),
  start: ({ container, actor, jobId }) => container.startWork(actor, { jobId }),
  submit: ({ container, actor, jobId }) => container.submitWork(actor, { jobId }),
  rework: ({ container, actor, jobId }) => container.requestRework(actor, { jobId, reason: 'still wet' }),
  complete: ({ container, actor, jobId }) => container.completeJob(actor, { jobId }),
  propose: ({ container, actor, jobId, command, now }) => {
    const { inMs, hasTime } = chosen(TIMES, command.option);
    return container.jobActions.proposeReschedule(actor, { jobId, scheduledAt: after(now, inMs), hasTime });
  },
  agree: ({ container, actor, jobId }) => container.jobActions.acceptReschedule(actor, { jobId }),
  disagree: ({ container, actor, jobId }) => container.jobActions.declineReschedule(actor, { jobId }),
  quote: async (doing) => {
    const { container, actor, jobId, command, real } = doing;
    const quote = await container.submitQuote(actor, jobId, { price: 45_000, ...startOf(doing) });
    real.quoteIds[command.job]?.push(idOf(quote));
  },
  revise: (doing) => {
    const { container, actor, ref, command } = doing;
    return container.quotes.revise(actor, ref, { price: 40_000 + command.option, ...startOf(doing) });
  },
  confirm: ({ container, actor, ref }) => container.quotes.confirm(actor, ref),
  withdraw: ({ container, actor, ref }) => container.quotes.withdraw(actor, ref),
  decline: ({ container, actor, ref }) => container.quotes.decline(actor, ref),
  accept: ({ container, actor, ref, command, world }) =>
    container.acceptQuote(actor, { ...ref, ...seenVersion(command, world) }),
  invite: async ({ container, actor, jobId, command, real }) => {
    const { craftsman } = command;
    const craftsmanId = chosen(real.actors, craftsman).id;
    const { invitation } = await container.invitations.send(actor, { jobId, craftsmanId });
    real.invitationIds[command.job]?.set(craftsman, idOf(invitation));
  },
  respond: ({ container, actor, jobId, command }) =>
    container.invitations.respond(actor, jobId, {
      response: command.option % 2 === 0 ? 'Accepted' : 'Rejected',
    }),
  uninvite: ({ container, actor, jobId, command, real }) => {
    const invitationId = real.invitationIds[command.job]?.get(command.craftsman) ?? idOf(newId());
    return container.invitations.withdraw(actor, jobId, invitationId);
  },
};

/** One time in four the owner names no version, one time an old one; else the one that is live. */
function seenVersion({ job, quote, option }: Command, world: World): { version?: number } {
  const version = world.jobs[job]?.quotes[quote]?.version ?? 1;
  const ways: readonly { version?: number }[] = [{}, { version }, { version }, { version: version + 1 }];
  return chosen(ways, option);
}
