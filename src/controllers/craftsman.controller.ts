import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { CraftsmanService } from '../services/craftsman.service';
import type { UserService } from '../services/user.service';
import type { WalletService } from '../services/wallet.service';
import type { Clock } from '../utils/clock';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/craftsman.validator';
import { presentPublicProfile } from './presenters/craftsman.presenter';
import { presentProfile } from './presenters/profile.presenter';

export interface CraftsmanControllerDeps {
  readonly users: UserService;
  readonly craftsmen: CraftsmanService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly clock: Clock;
  readonly wallets: Pick<WalletService, 'balanceOf'>;
}

type Saving = Req<typeof schema.setService | typeof schema.setLocation | typeof schema.setAvailability>;

/** What craftsmen say about their work, and what others see of people. */
export const makeCraftsmanController = (deps: CraftsmanControllerDeps) => {
  const { users, craftsmen, serviceCatalogue, wallets, clock } = deps;
  const save = async (
    { actor, locale }: Pick<Saving, 'actor' | 'locale'>,
    res: Response,
    change: Parameters<UserService['updateOwn']>[1],
  ): Promise<void> => {
    const user = await users.updateOwn(actor, change);
    const look = {
      now: clock.now(),
      locale,
      catalogue: await serviceCatalogue.current(),
      wallet: await wallets.balanceOf(actor.id),
    };
    ok(res, presentProfile(user, look), { message: t(locale, 'message.profileSaved') });
  };
  return {
    async setService(req: Req<typeof schema.setService>, res: Response): Promise<void> {
      const {
        serviceId,
        service = serviceId,
        serviceRadius,
        radiusKm = serviceRadius,
        ...rest
      } = req.input.body;
      await save(req, res, { craft: { ...rest, service, radiusKm } });
    },

    async setLocation(req: Req<typeof schema.setLocation>, res: Response): Promise<void> {
      const { location, address } = req.input.body;
      await save(req, res, { location, address });
    },

    async setAvailability(req: Req<typeof schema.setAvailability>, res: Response): Promise<void> {
      const { available, isAvailable = available } = req.input.body;
      await save(req, res, { craft: { isAvailable } });
    },

    async getProfile(req: Req<typeof schema.oneProfile>, res: Response): Promise<void> {
      const profile = await craftsmen.getPublic(req.actor, req.input.params.userId);
      const look = { locale: req.locale, catalogue: await serviceCatalogue.current() };
      ok(res, presentPublicProfile(profile, look));
    },
  };
};
