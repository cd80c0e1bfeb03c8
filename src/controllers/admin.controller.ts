import type { Response } from 'express';
import type { SeenAccount } from '../services/staff/userList';
import type { StaffService } from '../services/staff.service';
import type { Clock } from '../utils/clock';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { splitName } from '../utils/names';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type { UserActor } from '../utils/types/actor';
import type * as schema from '../validators/admin.validator';
import { presentAccount } from './presenters/admin.presenter';

export interface AdminControllerDeps {
  readonly staff: StaffService;
  readonly clock: Clock;
}

/** The accounts as staff runs them. */
export const makeAdminController = ({ staff, clock }: AdminControllerDeps) => {
  const present = (account: SeenAccount, viewer: UserActor) =>
    presentAccount(account, { viewer, now: clock.now() });
  return {
    async listUsers(req: Req<typeof schema.listUsers>, res: Response): Promise<void> {
      const { page, limit, cursor, ...filter } = req.input.query;
      const users = await staff.list(req.actor, filter, { page, limit, cursor });
      list(
        res,
        mapPage(users, (account) => present(account, req.actor)),
      );
    },

    async getUser(req: Req<typeof schema.oneUser>, res: Response): Promise<void> {
      ok(res, present(await staff.get(req.actor, req.input.params.id), req.actor));
    },

    async createStaff(req: Req<typeof schema.createStaff>, res: Response): Promise<void> {
      const { firstName, lastName, fullName = '', locale = req.locale, ...given } = req.input.body;
      const name = firstName === undefined ? splitName(fullName) : { firstName, lastName };
      const account = await staff.createStaff(req.actor, { ...given, ...name, locale });
      const message = given.password === undefined ? 'message.staffInvited' : 'message.staffCreated';
      created(res, present(account, req.actor), { message: t(req.locale, message) });
    },

    async ban(req: Req<typeof schema.ban>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const account = await staff.ban(req.actor, params.id, body);
      ok(res, present(account, req.actor), { message: t(req.locale, 'message.userBanned') });
    },

    async unban(req: Req<typeof schema.oneUser>, res: Response): Promise<void> {
      const account = await staff.unban(req.actor, req.input.params.id);
      ok(res, present(account, req.actor), { message: t(req.locale, 'message.userUnbanned') });
    },

    async changeRole(req: Req<typeof schema.changeRole>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const account = await staff.changeRole(req.actor, params.id, body);
      ok(res, present(account, req.actor), { message: t(req.locale, 'message.roleChanged') });
    },

    async verify(req: Req<typeof schema.verify>, res: Response): Promise<void> {
      const { params, body } = req.input;
      const account = await staff.verify(req.actor, params.id, body);
      ok(res, present(account, req.actor), { message: t(req.locale, 'message.userVerified') });
    },
  };
};
