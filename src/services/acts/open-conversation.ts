import { mongo } from 'mongoose';
import { BlockModel } from '../../models/block.model';
import { ConversationModel, type Conversation } from '../../models/conversation.model';
import type { Clock } from '../../utils/clock';
import { NotFound } from '../../utils/errors';
import { idOf, newId, type Id } from '../../utils/ids';
import { inTransaction, type Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import { holdPair, pairKeyOf } from '../blocks/pairs';
import { findPartners, type Partners, type TalkWish } from '../conversations/partners';
import type { Outbox } from '../outbox/outbox.service';

export interface OpenConversationDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
}

export type OpenConversation = (actor: UserActor, wish: TalkWish) => Promise<Id>;

const DUPLICATE_KEY = 11_000;

/** The two sides of a job can write to each other from now on; the conversation that they have already stays the one. */
export const makeOpenConversation =
  (deps: OpenConversationDeps): OpenConversation =>
  async (actor, wish) => {
    const partners = await findPartners(actor, wish);
    return (
      (await findExisting(partners)) ??
      (await inTransaction((tx) => open(tx, actor, { ...deps, partners })).catch(existing(partners)))
    );
  };

async function findExisting({ jobId, craftsmanId }: Partners): Promise<Id | undefined> {
  const found = await ConversationModel.findOne({ jobId, craftsmanId }, { _id: 1 }).lean<
    Pick<Conversation, '_id'>
  >();
  return found ? idOf(found) : undefined;
}

interface Opening extends OpenConversationDeps {
  readonly partners: Partners;
}

async function open(tx: Tx, actor: UserActor, { partners, clock, outbox }: Opening): Promise<Id> {
  const [client, craftsman] = [idOf(partners.clientId), idOf(partners.craftsmanId)];
  await holdPair(tx, client, craftsman);
  const pairKey = pairKeyOf(client, craftsman);
  if (await BlockModel.exists({ pairKey }).session(tx)) {
    throw new NotFound('request.notFound');
  }
  const conversation = begun(partners, { pairKey, at: clock.now() });
  await ConversationModel.insertMany([conversation], { session: tx });
  const facts = {
    conversationId: idOf(conversation),
    jobId: idOf(partners.jobId),
    clientId: client,
    craftsmanId: craftsman,
  };
  await outbox.record(tx, 'conversation.opened', facts, { actor });
  return idOf(conversation);
}

/** A conversation without a message. */
const begun = (
  { jobId, clientId, craftsmanId }: Partners,
  { pairKey, at }: { readonly pairKey: string; readonly at: Date },
): Conversation => ({
  _id: newId(),
  jobId,
  clientId,
  craftsmanId,
  people: [clientId, craftsmanId],
  pairKey,
  isBlocked: false,
  messageCount: 0,
  sent: { client: 0, craftsman: 0 },
  read: { client: { upTo: 0, count: 0 }, craftsman: { upTo: 0, count: 0 } },
  unreadOf: [],
  lastAt: at,
  createdAt: at,
});

/** Both asked at the same instant: the unique index has let one in, and it is for both. */
const existing =
  (partners: Partners) =>
  async (error: unknown): Promise<Id> => {
    const found =
      error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY
        ? await findExisting(partners)
        : undefined;
    if (found === undefined) {
      throw error;
    }
    return found;
  };
