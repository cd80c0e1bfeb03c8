import type { Model, QueryFilter } from 'mongoose';
import type { HistoryEntry, WorkflowDoc } from '../../models/plugins/history';
import { Conflict, Forbidden, NotFound, type AppError } from '../../utils/errors';
import { toObjectId, type Id } from '../../utils/ids';
import type { Tx } from '../../utils/transaction';
import type { Actor, ActorRole } from '../../utils/types/actor';
import type { Step, Workflow } from './defineWorkflow';

type Writable<T> = Omit<T, '_id' | 'status' | 'history'>;
type Path = `${string}.${string}`;
type Fields<T> = { readonly [K in keyof Writable<T>]?: Writable<T>[K] | undefined } & Readonly<
  Record<Path, unknown>
>;
type FieldName<T> = (keyof Writable<T> & string) | Path;

export interface Transition<T> {
  readonly id: Id;
  readonly actor: Actor;
  readonly at: Date;
  /** Whose it must be. A document that does not match is not there for this actor: 404. */
  readonly where?: QueryFilter<T>;
  /** What must be so besides the status. A document that does not match is in the wrong state: 409. */
  readonly guard?: QueryFilter<T>;
  /** Written with the status; values in their stored form, `undefined` leaves a field alone. No array positions in paths. */
  readonly set?: Fields<T>;
  readonly unset?: readonly FieldName<T>[];
  readonly inc?: Readonly<Partial<Record<FieldName<T>, number>>>;
  readonly push?: Readonly<Partial<Record<FieldName<T>, unknown>>>;
  readonly reason?: string | undefined;
  /** A better reason than "wrong state", read from the document as it stands; pure. */
  readonly explain?: (doc: T) => AppError | undefined;
}

/**
 * Moves a document by one event of its table and returns it as it then is. Guard and write are one operation:
 * of two at once one wins. Refusals: 404 not there or not his, 403 never for this role, 409 with the present state.
 */
export async function transition<T extends WorkflowDoc<S>, S extends string, E extends string>(
  tx: Tx,
  model: Model<T>,
  flow: Workflow<S, E>,
  event: NoInfer<E>,
  move: Transition<T>,
): Promise<T> {
  const step: Step<S> = flow.events[event];
  if (!isFiredBy(step, move.actor.role)) {
    throw await explainRefusal(tx, model, { flow, step, event, move });
  }
  const filter = { ...visible(move), ...move.guard, status: { $in: [...step.from] } } as QueryFilter<T>;
  const moved = await model
    .findOneAndUpdate(filter, changesOf(event, step, move), {
      session: tx,
      returnDocument: 'after',
      updatePipeline: true,
      lean: true,
    })
    .exec();
  if (!moved) {
    throw await explainRefusal(tx, model, { flow, step, event, move });
  }
  return moved;
}

export type BulkTransition<T> = Pick<
  Transition<T>,
  'actor' | 'at' | 'where' | 'set' | 'unset' | 'inc' | 'push' | 'reason'
>;

/**
 * Moves all documents that match `where` and stand in a state that the event leaves, and returns them as they were.
 * None is no error. Read in the snapshot and then written: who moves one of them at the same time makes one of the two begin again.
 */
export async function transitionMany<T extends WorkflowDoc<S>, S extends string, E extends string>(
  tx: Tx,
  model: Model<T>,
  flow: Workflow<S, E>,
  event: NoInfer<E>,
  { where, ...move }: BulkTransition<T>,
): Promise<T[]> {
  const step: Step<S> = flow.events[event];
  if (!isFiredBy(step, move.actor.role)) {
    throw new Forbidden('workflow.forbidden', { pvt: { workflow: flow.name, event, role: move.actor.role } });
  }
  const filter = { ...where, status: { $in: [...step.from] } } as QueryFilter<T>;
  const found = (await model.find(filter, null, { session: tx, lean: true }).exec()) as T[];
  if (found.length > 0) {
    const these = { ...filter, _id: { $in: found.map(({ _id }) => _id) } } as QueryFilter<T>;
    const changes = changesOf(event, step, move);
    await model.updateMany(these, changes, { session: tx, updatePipeline: true }).exec();
  }
  return found;
}

export interface SeenTransition<T, E extends string> extends BulkTransition<T> {
  readonly event: E;
  readonly ids: readonly WorkflowDoc['_id'][];
}

/**
 * Moves documents that this transaction has read, by one event or several, all in one write. The snapshot vouches for
 * what was read: whoever changes one of them at the same time makes one of the two transactions begin again.
 */
export async function transitionSeen<T extends WorkflowDoc<S>, S extends string, E extends string>(
  tx: Tx,
  model: Model<T>,
  flow: Workflow<S, E>,
  moves: readonly SeenTransition<T, NoInfer<E>>[],
): Promise<void> {
  const given = moves.filter(({ ids }) => ids.length > 0);
  if (given.length === 0) {
    return;
  }
  const writes = given.map(({ event, ids, where, ...move }) => {
    const step: Step<S> = flow.events[event];
    if (!isFiredBy(step, move.actor.role)) {
      throw new Forbidden('workflow.forbidden', {
        pvt: { workflow: flow.name, event, role: move.actor.role },
      });
    }
    const filter = { ...where, _id: { $in: [...ids] }, status: { $in: [...step.from] } };
    return { updateMany: { filter, update: changesOf(event, step, move) } };
  });
  const result = await model.collection.bulkWrite(
    writes as unknown as Parameters<typeof model.collection.bulkWrite>[0],
    { session: tx },
  );
  const expected = given.reduce((sum, { ids }) => sum + ids.length, 0);
  if (result.modifiedCount !== expected) {
    throw new Conflict('workflow.wrongState', {
      pvt: { workflow: flow.name, expected, moved: result.modifiedCount },
    });
  }
}

/** The status and history with which a new document begins. */
export const beginningOf = <S extends string>(
  flow: Workflow<S, string>,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
): { status: S; history: HistoryEntry<S>[] } => ({
  status: flow.initial,
  history: [{ event: 'create', from: null, to: flow.initial, by: signatureOf(actor), at }],
});

const isFiredBy = (step: Step<string>, role: ActorRole | undefined): boolean =>
  role !== undefined && step.by.includes(role);

const visible = <T>({ id, where }: Transition<T>): object => ({ ...where, _id: toObjectId(id) });

const signatureOf = ({ id, role }: Actor): HistoryEntry['by'] => (role ? { id, role } : { id });

/**
 * An update pipeline: inside one stage `$status` is the state before, so that the history names the true *from*
 * also where an event leaves several states. Values are literals: no text of a user is read as an expression.
 */
function changesOf<T>(event: string, step: Step<string>, move: BulkTransition<T>): Record<string, unknown>[] {
  const { actor, at, reason, set = {}, unset = [], inc = {}, push = {} } = move;
  const entry = {
    event,
    from: '$status',
    to: step.to,
    by: literal(signatureOf(actor)),
    at,
    ...(reason === undefined ? {} : { reason: literal(reason) }),
  };
  const stage = {
    ...eachOf(set, literal),
    ...eachOf(inc, (amount, key) => ({ $add: [{ $ifNull: [`$${key}`, 0] }, amount] })),
    ...eachOf(push, (item, key) => appended(key, literal(item))),
    status: step.to,
    history: appended('history', entry),
  };
  return [{ $set: stage }, ...(unset.length > 0 ? [{ $unset: [...unset] }] : [])];
}

const literal = (value: unknown): { $literal: unknown } => ({ $literal: value });

const appended = (key: string, item: unknown): object => ({
  $concatArrays: [{ $ifNull: [`$${key}`, []] }, [item]],
});

function eachOf(fields: object, write: (value: unknown, key: string) => unknown): Record<string, unknown> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, write(value, key)]));
}

interface Attempt<T, S extends string> {
  readonly flow: Workflow<S, string>;
  readonly step: Step<S>;
  readonly event: string;
  readonly move: Transition<T>;
}

async function explainRefusal<T extends WorkflowDoc<S>, S extends string>(
  tx: Tx,
  model: Model<T>,
  { flow, step, event, move }: Attempt<T, S>,
): Promise<AppError> {
  const doc = (await model
    .findOne(visible(move) as QueryFilter<T>, null, { session: tx, lean: true })
    .exec()) as T | null;
  const pvt = { workflow: flow.name, event, role: move.actor.role, id: move.id };
  if (!doc) {
    return new NotFound('request.notFound', { pvt });
  }
  if (!isFiredBy(step, move.actor.role)) {
    return new Forbidden('workflow.forbidden', { pub: { currentState: doc.status }, pvt });
  }
  return (
    move.explain?.(doc) ?? new Conflict('workflow.wrongState', { pub: { currentState: doc.status }, pvt })
  );
}
