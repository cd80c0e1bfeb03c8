import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { ProfileChange, UserService } from '../services/user.service';
import type { WalletService } from '../services/wallet.service';
import type { Clock } from '../utils/clock';
import { t } from '../utils/i18n';
import { idOf } from '../utils/ids';
import type { Req } from '../utils/input';
import { splitName } from '../utils/names';
import { ok } from '../utils/respond';
import type { Locale, UserActor } from '../utils/types/actor';
import type * as schema from '../validators/user.validator';
import { fileMissing } from './media.controller';
import { presentProfile } from './presenters/profile.presenter';

export interface UserControllerDeps {
  readonly users: UserService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly wallets: Pick<WalletService, 'balanceOf'>;
  readonly clock: Clock;
}

/** One's own account. */
export const makeUserController = ({ users, serviceCatalogue, wallets, clock }: UserControllerDeps) => {
  const present = async (user: Own, locale: Locale): Promise<Record<string, unknown>> =>
    presentProfile(user, {
      now: clock.now(),
      locale,
      catalogue: await serviceCatalogue.current(),
      wallet: await wallets.balanceOf(idOf(user)),
    });
  const save = async ({ actor, locale }: Saving, res: Response, change: ProfileChange): Promise<void> => {
    const user = await users.updateOwn(actor, change);
    ok(res, await present(user, locale), { message: t(locale, 'message.profileSaved') });
  };
  return {
    async getProfile(req: Req<typeof schema.getProfile>, res: Response): Promise<void> {
      ok(res, await present(await users.getOwn(req.actor), req.locale));
    },

    async updateProfile(req: Req<typeof schema.updateProfile>, res: Response): Promise<void> {
      const [file] = req.uploads;
      const { fullName, profilePicture, service, serviceId, skills, ...rest } = req.input.body;
      const craft = craftOf(req.actor, { service: service === undefined ? serviceId : service, skills });
      const named = { ...rest, craft, picture: file ?? profilePicture };
      // Apps send back all that they got: the parts of a name say more than the whole.
      const isWhole = fullName !== undefined && named.firstName === undefined;
      await save(req, res, isWhole ? { lastName: null, ...splitName(fullName), ...named } : named);
    },

    async uploadPicture(req: Req<typeof schema.uploadPicture>, res: Response): Promise<void> {
      const [picture] = req.uploads;
      if (!picture) {
        throw fileMissing('photo', req.locale);
      }
      await save(req, res, { picture });
    },

    async removePicture(req: Req<typeof schema.removePicture>, res: Response): Promise<void> {
      await save(req, res, { picture: null });
    },
  };
};

type Own = Awaited<ReturnType<UserService['getOwn']>>;
type Saving = Pick<Req<typeof schema.updateProfile>, 'actor' | 'locale'>;
type Craft = NonNullable<ProfileChange['craft']>;

/** What others than craftsmen say of a trade is dropped, like any key that means nothing here. */
const craftOf = ({ roles }: UserActor, craft: Craft): Craft | undefined =>
  roles.includes('craftsman') && Object.values(craft).some((value) => value !== undefined)
    ? craft
    : undefined;
