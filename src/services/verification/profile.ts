import { UserModel, type User } from '../../models/user.model';
import type { Media } from '../../models/media.model';
import type { PictureRef } from '../../models/plugins/picture';
import { NotFound } from '../../utils/errors';
import { idOf, toObjectId } from '../../utils/ids';
import { patchOf, within } from '../../utils/patch';
import type { Tx } from '../../utils/transaction';
import type { UserActor } from '../../utils/types/actor';
import type { CraftFields } from '../craftsman/profile';
import type { PaperDeps } from './papers';

export interface ProfileChange {
  readonly bio: string | undefined;
  readonly craft: CraftFields;
  /** Ids or addresses of the pictures of his work; absent: they stay. */
  readonly portfolio: readonly string[] | undefined;
  readonly now: Date;
}

/** The profile as it then is. One who was refused waits again; one who is Verified stays so. */
export async function writeProfile(
  tx: Tx,
  { mediaLibrary }: Pick<PaperDeps, 'mediaLibrary'>,
  { actor, ...change }: ProfileChange & { readonly actor: UserActor },
): Promise<User> {
  const own = { _id: toObjectId(actor.id), craftsman: { $exists: true } };
  const before = await UserModel.findOne(own, { craftsman: 1 }, { session: tx })
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>()
    .exec();
  const portfolio =
    change.portfolio && (await choosePortfolio(tx, mediaLibrary, { actor, before, ...change }));
  const isVerified = before.craftsman?.verificationStatus === 'Verified';
  const status = isVerified ? {} : { verificationStatus: 'Pending' };
  const { $set, ...rest } = patchOf({
    bio: change.bio,
    ...within('craftsman', { ...change.craft, portfolio, ...status }),
  });
  return UserModel.findOneAndUpdate(
    own,
    { ...rest, $set: { ...$set, updatedAt: change.now } },
    { session: tx, returnDocument: 'after' },
  )
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>()
    .exec();
}

interface Choosing extends Pick<ProfileChange, 'portfolio'> {
  readonly actor: UserActor;
  readonly before: User;
}

/** The pictures of his work as they shall be; those that are not among them go. */
async function choosePortfolio(
  tx: Tx,
  mediaLibrary: PaperDeps['mediaLibrary'],
  { actor, before, portfolio = [] }: Choosing,
): Promise<PictureRef[]> {
  const subject = { type: 'user', id: actor.id } as const;
  const wish = { refs: portfolio, purpose: 'portfolio', subject, field: 'portfolioImages' } as const;
  const media: Media[] = portfolio.length > 0 ? await mediaLibrary.attach(tx, actor, wish) : [];
  const stay = new Set(media.map((one) => idOf(one)));
  const gone = (before.craftsman?.portfolio ?? []).map(({ mediaId }) => idOf(mediaId));
  await mediaLibrary.detach(tx, actor, { ids: gone.filter((id) => !stay.has(id)), subject });
  return media.map((one) => ({ mediaId: one._id, url: mediaLibrary.urlOf(one) }));
}
