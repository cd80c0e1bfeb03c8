import { JobModel } from '../models/job.model';
import { UserModel, type User } from '../models/user.model';
import type { Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { toObjectId, type Id } from '../utils/ids';
import { isStaff } from '../utils/rights';
import type { UserActor } from '../utils/types/actor';
import { isShutOut } from './auth/account';
import type { BlockService } from './block.service';

/** A person as others see him. */
export interface PublicProfile {
  readonly user: PublicUser;
  /** Exact up to 1,000. */
  readonly completedJobs: number;
}

type PublicUser = Pick<
  User,
  | '_id'
  | 'firstName'
  | 'lastName'
  | 'picture'
  | 'bio'
  | 'roles'
  | 'role'
  | 'address'
  | 'craftsman'
  | 'rating'
  | 'ratingCount'
  | 'createdAt'
> & { readonly listing?: Pick<NonNullable<User['listing']>, 'area'> };

export interface CraftsmanService {
  /** A person's public profile; 404 for whom the actor does not see: banned, staff, or one of a blocked pair. */
  getPublic(actor: UserActor, userId: Id): Promise<PublicProfile>;
}

export interface CraftsmanDeps {
  readonly clock: Clock;
  readonly blocks: Pick<BlockService, 'isBlocked'>;
}

const COUNT_CAP = 1_000;
/** What nobody else may know is not read. */
const SHOWN = {
  firstName: 1,
  lastName: 1,
  picture: 1,
  bio: 1,
  roles: 1,
  role: 1,
  address: 1,
  craftsman: 1,
  rating: 1,
  ratingCount: 1,
  ban: 1,
  'listing.area': 1,
  erasure: 1,
  createdAt: 1,
} as const;

/** Makes the service of what people see of each other. */
export const makeCraftsmanService = ({ clock, blocks }: CraftsmanDeps): CraftsmanService => ({
  async getPublic(actor, userId) {
    const [user, isBlocked, completedJobs] = await Promise.all([
      UserModel.findOne({ _id: toObjectId(userId) }, SHOWN)
        .lean<User>()
        .exec(),
      blocks.isBlocked(actor.id, userId),
      countCompleted(userId),
    ]);
    if (!user || isBlocked || !isVisible(user, { actor, userId, now: clock.now() })) {
      throw new NotFound('request.notFound');
    }
    return { user, completedJobs };
  },
});

const countCompleted = (userId: Id): Promise<number> =>
  JobModel.countDocuments(
    { craftsmanId: toObjectId(userId), status: 'Completed' },
    { limit: COUNT_CAP },
  ).exec();

interface Look {
  readonly actor: UserActor;
  readonly userId: Id;
  readonly now: Date;
}

const isVisible = (user: User, { actor, userId, now }: Look): boolean =>
  !user.erasure &&
  !isShutOut(user, now) &&
  (!isStaff(user.roles) || isStaff(actor.roles) || actor.id === userId);
