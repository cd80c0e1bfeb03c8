import { mongo } from 'mongoose';
import {
  CraftsmanBookmarkModel,
  craftsmanBookmarkKeyOf,
  type CraftsmanBookmark,
} from '../models/craftsmanBookmark.model';
import { findCraftsmanRows, type CraftsmanRow } from '../models/queries/craftsmanItem.query';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf, newId, toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import { findPage } from '../utils/paging';
import type { UserActor } from '../utils/types/actor';
import type { BlockService } from './block.service';
import type { CraftsmanService, PublicProfile } from './craftsman.service';
import { itemOf, type CraftsmanListItem } from './craftsmen/craftsmanList';

export interface SeenCraftsman {
  readonly profile: PublicProfile;
  readonly isBookmarked: boolean;
}

export interface KeptCraftsman {
  readonly craftsmanId: Id;
  readonly bookmarkedAt: Date;
  /** Absent when he is no longer for this viewer's eyes. */
  readonly item: CraftsmanListItem | undefined;
}

export interface CraftsmanBookmarkService {
  /** A craftsman and whether the actor has kept him; 404 for whom he does not see, and for people who are none. */
  look(actor: UserActor, craftsmanId: Id): Promise<SeenCraftsman>;
  /** Keeps a craftsman whom the actor may see, else 404; again changes nothing. */
  add(actor: UserActor, craftsmanId: Id): Promise<void>;
  /** Lets him go, whatever became of him; again changes nothing. */
  remove(actor: UserActor, craftsmanId: Id): Promise<void>;
  /** One's own, the latest kept first. */
  list(actor: UserActor, request: PageRequest): Promise<Page<KeptCraftsman>>;
}

export interface CraftsmanBookmarkDeps {
  readonly clock: Clock;
  readonly craftsmen: Pick<CraftsmanService, 'getPublic'>;
  readonly blocks: Pick<BlockService, 'idsFor'>;
}

const DUPLICATE_KEY = 11_000;
const LATEST_FIRST = { createdAt: -1, _id: -1 } as const;

/** Makes the service of craftsmen whom people want to find again; nobody else learns of it. */
export function makeCraftsmanBookmarkService(deps: CraftsmanBookmarkDeps): CraftsmanBookmarkService {
  const { clock, craftsmen, blocks } = deps;
  const look: CraftsmanBookmarkService['look'] = async (actor, craftsmanId) => {
    const [profile, kept] = await Promise.all([
      craftsmen.getPublic(actor, craftsmanId),
      CraftsmanBookmarkModel.exists({ key: craftsmanBookmarkKeyOf(actor.id, craftsmanId) }),
    ]);
    if (!profile.user.craftsman || !profile.user.roles.includes('craftsman')) {
      throw new NotFound('request.notFound');
    }
    return { profile, isBookmarked: kept !== null };
  };
  return {
    look,
    async add(actor, craftsmanId) {
      await look(actor, craftsmanId);
      await keep(actor, craftsmanId, clock.now());
    },
    async remove(actor, craftsmanId) {
      await CraftsmanBookmarkModel.deleteOne({ key: craftsmanBookmarkKeyOf(actor.id, craftsmanId) }).exec();
    },
    async list(actor, request) {
      const filter = { userId: toObjectId(actor.id) };
      const [page, blocked] = await Promise.all([
        findPage(CraftsmanBookmarkModel, { filter, sort: LATEST_FIRST, request }),
        blocks.idsFor(actor.id),
      ]);
      return { ...page, items: await withCraftsmen(page.items, actor, new Set(blocked)) };
    },
  };
}

async function keep(actor: UserActor, craftsmanId: Id, now: Date): Promise<void> {
  const key = craftsmanBookmarkKeyOf(actor.id, craftsmanId);
  const people = { userId: toObjectId(actor.id), craftsmanId: toObjectId(craftsmanId) };
  const fresh = { _id: newId(), ...people, createdAt: now };
  await CraftsmanBookmarkModel.updateOne({ key }, { $setOnInsert: fresh }, { upsert: true })
    .exec()
    .catch(asKept);
}

/** Kept twice in the same instant: it stands, which is what both wanted. */
function asKept(error: unknown): void {
  if (!(error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY)) {
    throw error;
  }
}

const isInSight = ({ ban, craftsman, roles, ...row }: CraftsmanRow, blocked: ReadonlySet<Id>): boolean =>
  !ban && craftsman !== undefined && roles.includes('craftsman') && !blocked.has(idOf(row));

async function withCraftsmen(
  kept: readonly CraftsmanBookmark[],
  actor: UserActor,
  blocked: ReadonlySet<Id>,
): Promise<KeptCraftsman[]> {
  const ids = kept.map(({ craftsmanId }) => craftsmanId);
  const rows = await findCraftsmanRows(ids, actor.id);
  const seen = new Map(rows.filter((row) => isInSight(row, blocked)).map((row) => [idOf(row), row]));
  return kept.map(({ craftsmanId, createdAt }) => {
    const row = seen.get(idOf(craftsmanId));
    return { craftsmanId: idOf(craftsmanId), bookmarkedAt: createdAt, item: row && itemOf(row) };
  });
}
