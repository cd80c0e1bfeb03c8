import type { Response } from 'express';
import type { ServiceCategoryService } from '../services/serviceCategory.service';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/serviceCategory.validator';
import { presentService } from './presenters/serviceCategory.presenter';

export interface ServiceCategoryControllerDeps {
  readonly serviceCategories: ServiceCategoryService;
}

/** The catalogue of trades. */
export const makeServiceCategoryController = ({ serviceCategories }: ServiceCategoryControllerDeps) => ({
  async listServices(req: OpenReq<typeof schema.listServices>, res: Response): Promise<void> {
    const { all } = req.input.query;
    const services = await serviceCategories.list(req.actor, { all });
    // What only staff sees stands in no shared cache.
    res.set('Cache-Control', all ? 'private, no-store' : 'public, max-age=60').vary('Accept-Language');
    ok(
      res,
      services.map((service) => presentService(service, req.locale)),
    );
  },

  async createService(req: Req<typeof schema.createService>, res: Response): Promise<void> {
    const { actor, locale, input } = req;
    const service = await serviceCategories.create(actor, { change: input.body, locale });
    created(res, presentService(service, locale), { message: t(locale, 'message.serviceCreated') });
  },

  async updateService(req: Req<typeof schema.updateService>, res: Response): Promise<void> {
    const { actor, locale, input } = req;
    const service = await serviceCategories.update(actor, input.params.id, { change: input.body, locale });
    ok(res, presentService(service, locale), { message: t(locale, 'message.serviceSaved') });
  },

  async deleteService(req: Req<typeof schema.deleteService>, res: Response): Promise<void> {
    const { id } = req.input.params;
    await serviceCategories.remove(req.actor, id);
    ok(res, { id, _id: id }, { message: t(req.locale, 'message.serviceDeleted') });
  },
});
