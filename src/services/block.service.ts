import { mongo } from 'mongoose';
import { BlockModel, type Block } from '../models/block.model';
import { UserModel } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { BadRequest, NotFound } from '../utils/errors';
import { newId, toObjectId, type Id } from '../utils/ids';
import { inTransaction, type Tx } from '../utils/transaction';
import { STAFF_ROLES, type UserActor } from '../utils/types/actor';
import { makeBlockedIds } from './blocks/blockedIds';
import { holdPair, markConversations, pairKeyOf } from './blocks/pairs';
import type { Outbox } from './outbox/outbox.service';

export interface BlockService {
  /** From now on the two do not see each other; again changes nothing. 404 for nobody, and for staff. */
  block(actor: UserActor, userId: Id): Promise<void>;
  /** Takes one's own block away; the other's, if there is one, stands. 404 when there is none. */
  unblock(actor: UserActor, userId: Id): Promise<void>;
  /** Whether either of them has blocked the other; one query. */
  isBlocked(one: Id, other: Id): Promise<boolean>;
  /** Whom this user does not see and who does not see him; at most a second old. */
  idsFor(userId: Id): Promise<Id[]>;
}

export interface BlockDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

const DUPLICATE_KEY = 11_000;

/** Makes the service of who does not want to meet whom. */
export function makeBlockService(deps: BlockDeps): BlockService {
  const blocked = makeBlockedIds(deps);
  return {
    async block(actor, userId) {
      if (userId === actor.id) {
        throw new BadRequest('block.yourself');
      }
      await inTransaction((tx) => block(tx, actor, { ...deps, userId })).catch(asDone);
      blocked.forget(actor.id, userId);
    },
    async unblock(actor, userId) {
      await inTransaction((tx) => unblock(tx, actor, { ...deps, userId }));
      blocked.forget(actor.id, userId);
    },
    isBlocked: async (one, other) => (await BlockModel.exists({ pairKey: pairKeyOf(one, other) })) !== null,
    idsFor: blocked.of,
  };
}

type Given = BlockDeps & { readonly userId: Id };

async function block(tx: Tx, actor: UserActor, { userId, clock, outbox }: Given): Promise<void> {
  const [by, whom] = [toObjectId(actor.id), toObjectId(userId)];
  const known = { _id: whom, roles: { $nin: [...STAFF_ROLES] } };
  if (!(await UserModel.exists(known).session(tx))) {
    throw new NotFound('request.notFound');
  }
  await holdPair(tx, actor.id, userId);
  const pairKey = pairKeyOf(actor.id, userId);
  if (await BlockModel.exists({ pairKey, by }).session(tx)) {
    return;
  }
  const document: Block = { _id: newId(), by, pairKey, people: [by, whom], createdAt: clock.now() };
  await BlockModel.insertMany([document], { session: tx });
  await markConversations(tx, pairKey, true);
  await outbox.record(tx, 'user.blocked', { userId, by: actor.id }, { actor });
}

async function unblock(tx: Tx, actor: UserActor, { userId, outbox }: Given): Promise<void> {
  await holdPair(tx, actor.id, userId);
  const pairKey = pairKeyOf(actor.id, userId);
  const own = { pairKey, by: toObjectId(actor.id) };
  const { deletedCount } = await BlockModel.deleteOne(own, { session: tx });
  if (deletedCount === 0) {
    throw new NotFound('request.notFound');
  }
  const isStillBlocked = await BlockModel.exists({ pairKey }).session(tx);
  await markConversations(tx, pairKey, isStillBlocked !== null);
  await outbox.record(tx, 'user.unblocked', { userId, by: actor.id }, { actor });
}

/** Asked for twice in the same instant: it stands, which is what both wanted. */
function asDone(error: unknown): void {
  if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
    throw error;
  }
}
