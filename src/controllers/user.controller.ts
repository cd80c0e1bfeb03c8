import type { Response } from 'express';
import type { UserService } from '../services/user.service';
import type { Clock } from '../utils/clock';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { splitName } from '../utils/names';
import { ok } from '../utils/respond';
import type * as schema from '../validators/user.validator';
import { fileMissing } from './media.controller';
import { presentProfile } from './presenters/profile.presenter';

export interface UserControllerDeps {
  readonly users: UserService;
  readonly clock: Clock;
}

/** One's own account. */
export const makeUserController = ({ users, clock }: UserControllerDeps) => ({
  async getProfile(req: Req<typeof schema.getProfile>, res: Response): Promise<void> {
    ok(res, presentProfile(await users.getOwn(req.actor), clock.now()));
  },

  async updateProfile(req: Req<typeof schema.updateProfile>, res: Response): Promise<void> {
    const [file] = req.uploads;
    const { fullName, profilePicture, ...rest } = req.input.body;
    const named = { ...rest, picture: file ?? profilePicture };
    // Apps send back all that they got: the parts of a name say more than the whole.
    const isWhole = fullName !== undefined && named.firstName === undefined;
    const change = isWhole ? { lastName: null, ...splitName(fullName), ...named } : named;
    const user = await users.updateOwn(req.actor, change);
    ok(res, presentProfile(user, clock.now()), { message: t(req.locale, 'message.profileSaved') });
  },

  async uploadPicture(req: Req<typeof schema.uploadPicture>, res: Response): Promise<void> {
    const [picture] = req.uploads;
    if (!picture) {
      throw fileMissing('photo', req.locale);
    }
    const user = await users.updateOwn(req.actor, { picture });
    ok(res, presentProfile(user, clock.now()), { message: t(req.locale, 'message.profileSaved') });
  },

  async removePicture(req: Req<typeof schema.removePicture>, res: Response): Promise<void> {
    const user = await users.updateOwn(req.actor, { picture: null });
    ok(res, presentProfile(user, clock.now()), { message: t(req.locale, 'message.profileSaved') });
  },
});
