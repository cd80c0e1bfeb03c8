import type { HistoryEntry, WorkflowDoc } from '../../src/models/plugins/history';
import type { Job } from '../../src/models/job.model';
import { NotificationModel, type Notification } from '../../src/models/notification.model';
import { OutboxRowModel, type OutboxRow } from '../../src/models/outboxRow.model';
import type { Quote } from '../../src/models/quote.model';
import { UserModel, type User } from '../../src/models/user.model';
import type { Workflow } from '../../src/services/workflows/defineWorkflow';
import { invitationWorkflow } from '../../src/services/workflows/invitation.workflow';
import { jobWorkflow } from '../../src/services/workflows/job.workflow';
import { quoteWorkflow } from '../../src/services/workflows/quote.workflow';
import { toObjectId } from '../../src/utils/ids';
import { CRAFTSMEN, LIMITS, type Fact, type World } from './pureModel';
import { chosen } from './pureRules';
import type { RealWorld } from './realWorld';
import type { Stored } from './views';

/** What must be so whatever was done; empty when it is. */
export function faultsOf({ jobs, quotes, invitations }: Stored): string[] {
  return [
    ...jobs.flatMap((job) =>
      countFaults(
        job,
        quotes.filter(({ jobId }) => jobId.equals(job._id)),
      ),
    ),
    ...jobs.flatMap((job) => brokenPaths(jobWorkflow, job)),
    ...quotes.flatMap((quote) => brokenPaths(quoteWorkflow, quote)),
    ...invitations.flatMap((invitation) => brokenPaths(invitationWorkflow, invitation)),
  ];
}

function countFaults({ status, isOpen }: Job, quotes: readonly Quote[]): string[] {
  const live = quotes.filter(({ isLive }) => isLive);
  const bidders = new Set(live.map(({ craftsmanId }) => craftsmanId.toHexString()));
  const checks: readonly (readonly [boolean, string])[] = [
    [isOpen === ['Posted', 'Quoted'].includes(status), 'isOpen is not what the status says'],
    [quotes.filter((quote) => quote.status === 'Accepted').length <= 1, 'two accepted quotes'],
    [bidders.size === live.length, 'two live quotes of one craftsman'],
    [live.filter(({ isInvited }) => !isInvited).length <= LIMITS.liveQuotes, 'too many live quotes'],
    [(status === 'Quoted') === live.length > 0, 'Quoted is not what the quotes say'],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}

/** What is told on a job without moving it. */
const TALK = ['proposeReschedule', 'acceptReschedule', 'declineReschedule'];

const isOfTable = <S extends string>(flow: Workflow<S, string>, entry: HistoryEntry<S>): boolean => {
  const rule = flow.events[entry.event];
  const leaves = rule?.from.some((state) => state === entry.from) ?? false;
  return leaves && rule?.to === entry.to && rule.by.some((role) => role === entry.by.role);
};

/** Whether the table, or the talk about the time, leads from one entry to the next. */
function isStep<S extends string>(flow: Workflow<S, string>, entry: HistoryEntry<S>, before?: S): boolean {
  const { event, from, to } = entry;
  if (before === undefined) {
    return event === 'create' && from === null && to === flow.initial;
  }
  return from === before && (isOfTable(flow, entry) || (TALK.includes(event) && from === to));
}

/** A history is a path of its table, and ends where the document stands. */
function brokenPaths<S extends string>(
  flow: Workflow<S, string>,
  { history, status }: WorkflowDoc<S>,
): string[] {
  const broken = history.filter((entry, index) => !isStep(flow, entry, history[index - 1]?.to));
  return [
    ...broken.map(({ event, from, to }) => `${flow.name}: ${event} from ${from ?? 'nowhere'} to ${to}`),
    ...(history.at(-1)?.to === status ? [] : [`${flow.name}: ${status} is not where the history ends`]),
  ];
}

const sorted = (lines: readonly string[]): string[] => [...lines].sort();
const lineOf = ({ event, job, craftsman, to }: Fact): string =>
  `${event} of job ${job}, craftsman ${craftsman ?? '–'}, told to ${[...to].sort().join(' and ') || 'nobody'}`;

/** What must have been recorded and told. */
export const factsExpected = ({ facts }: World): string[] => sorted(facts.map(lineOf));

/** Rows that are still waiting, or dead. */
export const undelivered = async (): Promise<string[]> =>
  (await OutboxRowModel.find({ state: { $ne: 'done' } }).lean<OutboxRow[]>()).map(
    ({ event, handler, state, lastError }) => `${event} ${handler} ${state} ${lastError ?? ''}`,
  );

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  }
  return found;
}

/** What was recorded and told: one line for each event, with everybody who has a notification of it, as often as he has. */
export async function factsFound(real: RealWorld): Promise<string[]> {
  const who = (id: unknown): number => real.actors.findIndex((actor) => actor.id === String(id));
  const rows = await OutboxRowModel.find({ event: /^(job|quote|invitation)\./ }).lean<OutboxRow[]>();
  const notifications = await NotificationModel.find({}).lean<Notification[]>();
  const eventOf = new Map(rows.map((row) => [row._id.toHexString(), row.eventId.toHexString()]));
  const toldBy = groups(notifications, ({ dedupeKey }) => eventOf.get(dedupeKey.split(':')[0] ?? ''));
  const events = groups(rows, (row) => row.eventId.toHexString());
  const lines = [...events].flatMap(([eventId, [row]]) => {
    const { jobId, craftsmanId } = (row?.data ?? {}) as { jobId?: string; craftsmanId?: string };
    const job = real.jobIds.indexOf(jobId ?? '');
    const to = (toldBy.get(eventId) ?? []).map(({ userId }) => who(userId));
    const craftsman = craftsmanId === undefined ? null : who(craftsmanId);
    return row && job >= 0 ? [lineOf({ event: row.event, job, craftsman, to })] : [];
  });
  return sorted(lines);
}

export interface Reliability {
  readonly craftsman: number;
  readonly forgiven: number;
  readonly cancellations: number;
}

export const reliabilityExpected = ({ forgiven, cancellations }: World): Reliability[] =>
  CRAFTSMEN.map((craftsman) => ({
    craftsman,
    forgiven: forgiven.get(craftsman) ?? 0,
    cancellations: cancellations.get(craftsman) ?? 0,
  }));

/** How often each craftsman has let somebody down, as it is stored. */
export async function reliabilityFound({ actors }: RealWorld): Promise<Reliability[]> {
  const ids = CRAFTSMEN.map((craftsman) => toObjectId(chosen(actors, craftsman).id));
  const users = await UserModel.find({ _id: { $in: ids } }).lean<User[]>();
  return CRAFTSMEN.map((craftsman) => {
    const user = users.find(({ _id }) => _id.toHexString() === chosen(actors, craftsman).id);
    const { forgivenCancellations = 0, cancellations = 0 } = user?.craftsman ?? {};
    return { craftsman, forgiven: forgivenCancellations, cancellations };
  });
}
