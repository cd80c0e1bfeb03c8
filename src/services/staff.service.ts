import { UserModel, type User } from '../models/user.model';
import { NotFound } from '../utils/errors';
import { toObjectId, type Id } from '../utils/ids';
import type { Page, PageRequest } from '../utils/page';
import type { Actor, UserActor } from '../utils/types/actor';
import { makeBans, type BanDeps, type NewBan } from './staff/bans';
import { makeCreateStaff, type CreateStaffDeps, type NewStaff } from './staff/createStaff';
import { getAllowed } from './staff/reach';
import { makeChangeRole, type RoleChange } from './staff/roles';
import { listUsers, seen, SEEN_FIELDS, type SeenAccount, type UserFilter } from './staff/userList';
import { makeVerifyContact, type ContactsToVerify } from './staff/verifyContact';

/** The accounts as staff runs them. Each act gives the account as it is then. */
export interface StaffService {
  list(actor: UserActor, filter: UserFilter, request: PageRequest): Promise<Page<SeenAccount>>;
  get(actor: UserActor, userId: Id): Promise<SeenAccount>;
  createStaff(actor: Actor, given: NewStaff): Promise<SeenAccount>;
  ban(actor: UserActor, userId: Id, ban: NewBan): Promise<SeenAccount>;
  unban(actor: UserActor, userId: Id): Promise<SeenAccount>;
  changeRole(actor: UserActor, userId: Id, change: RoleChange): Promise<SeenAccount>;
  verify(actor: UserActor, userId: Id, which: ContactsToVerify): Promise<SeenAccount>;
  /** Writes off the bans that are over, at most `most`; gives their number. */
  endDueBans(most: number): Promise<number>;
  /** Closes what a banned user has opened by a request that was under way. */
  closeLateBusiness(userId: Id): Promise<void>;
}

/** Makes what staff does with accounts. */
export function makeStaffService(deps: BanDeps & CreateStaffDeps): StaffService {
  const bans = makeBans(deps);
  const createStaff = makeCreateStaff(deps);
  const changeRole = makeChangeRole(deps);
  const verify = makeVerifyContact(deps);
  return {
    list: (actor, filter, request) => listUsers(actor, filter, { request, now: deps.clock.now() }),
    async get(actor, userId) {
      await getAllowed(actor, userId, { verb: 'read' });
      return getSeen(userId);
    },
    createStaff: async (actor, given) => getSeen(await createStaff(actor, given)),
    async ban(actor, userId, ban) {
      await bans.ban(actor, userId, ban);
      return getSeen(userId);
    },
    async unban(actor, userId) {
      await bans.unban(actor, userId);
      return getSeen(userId);
    },
    async changeRole(actor, userId, change) {
      await changeRole(actor, userId, change);
      return getSeen(userId);
    },
    async verify(actor, userId, which) {
      await verify(actor, userId, which);
      return getSeen(userId);
    },
    endDueBans: bans.endDue,
    closeLateBusiness: bans.closeLate,
  };
}

/** Read after the act, not in it: what a transaction returns is kept with an idempotency key. */
async function getSeen(userId: Id): Promise<SeenAccount> {
  const user = await UserModel.findById(toObjectId(userId), SEEN_FIELDS)
    .orFail(() => new NotFound('request.notFound'))
    .lean<User>();
  const [account = { user }] = await seen([user]);
  return account;
}
