import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { CraftsmanBookmarkService } from '../services/craftsmanBookmark.service';
import type { CraftsmanAsk, CraftsmanBrowse } from '../services/craftsmen/browse';
import { geoPoint } from '../utils/geo';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/craftsmanBrowse.validator';
import {
  presentCraftsman,
  presentCraftsmanBookmark,
  presentCraftsmanItem,
} from './presenters/craftsmanBrowse.presenter';

export interface CraftsmanBrowseControllerDeps {
  readonly craftsmanBrowse: CraftsmanBrowse;
  readonly craftsmanBookmarks: CraftsmanBookmarkService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

type Listing = Req<typeof schema.browseCraftsmen | typeof schema.nearbyCraftsmen>;

/** Craftsmen as they are looked for, looked at and kept. */
export const makeCraftsmanBrowseController = (deps: CraftsmanBrowseControllerDeps) => {
  const { craftsmanBrowse, craftsmanBookmarks, serviceCatalogue } = deps;
  const answerList = async (
    req: Pick<Listing, 'actor' | 'locale' | 'input'>,
    res: Response,
  ): Promise<void> => {
    const page = await craftsmanBrowse.list(req.actor, askOf(req.input.query));
    const look = { locale: req.locale, catalogue: await serviceCatalogue.current() };
    list(
      res,
      mapPage(page, (item) => presentCraftsmanItem(item, look)),
    );
  };
  return {
    browse: (req: Req<typeof schema.browseCraftsmen>, res: Response): Promise<void> => answerList(req, res),
    nearby: (req: Req<typeof schema.nearbyCraftsmen>, res: Response): Promise<void> => answerList(req, res),

    async get(req: Req<typeof schema.oneCraftsman>, res: Response): Promise<void> {
      const seen = await craftsmanBookmarks.look(req.actor, req.input.params.craftsmanId);
      const look = { locale: req.locale, catalogue: await serviceCatalogue.current() };
      ok(res, presentCraftsman(seen, look));
    },

    async keep(req: Req<typeof schema.addCraftsmanBookmark>, res: Response): Promise<void> {
      const { craftsmanId } = req.input.params;
      await craftsmanBookmarks.add(req.actor, craftsmanId);
      ok(res, presentCraftsmanBookmark(craftsmanId, true));
    },

    async letGo(req: Req<typeof schema.removeCraftsmanBookmark>, res: Response): Promise<void> {
      const { craftsmanId } = req.input.params;
      await craftsmanBookmarks.remove(req.actor, craftsmanId);
      ok(res, presentCraftsmanBookmark(craftsmanId, false));
    },
  };
};

const METRES = 1_000;

function askOf(query: schema.BrowseQuery): CraftsmanAsk {
  const { page, limit, cursor, sortBy, latitude, longitude, radius = 0, ...filter } = query;
  const isPlaced = latitude !== undefined && longitude !== undefined;
  return {
    filter: { ...filter, service: filter.serviceId ?? filter.service ?? filter.category },
    sortBy,
    request: { page, limit, cursor },
    near: isPlaced ? { point: geoPoint(longitude, latitude), radiusM: radius * METRES } : undefined,
  };
}
