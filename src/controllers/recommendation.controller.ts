import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { DraftJob, Recommended, RecommendationService } from '../services/recommendation.service';
import type { Req } from '../utils/input';
import { mapPage, type Page } from '../utils/page';
import { list } from '../utils/respond';
import type * as schema from '../validators/recommendation.validator';
import { presentRecommended } from './presenters/recommendation.presenter';

export interface RecommendationControllerDeps {
  readonly recommendations: RecommendationService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

type Asking = Req<typeof schema.forJob | typeof schema.forDraft>;

/** Craftsmen who fit a job. */
export const makeRecommendationController = (deps: RecommendationControllerDeps) => {
  const { recommendations, serviceCatalogue } = deps;
  const answer = async (
    res: Response,
    { locale }: Pick<Asking, 'locale'>,
    page: Page<Recommended>,
  ): Promise<void> => {
    const look = { locale, catalogue: await serviceCatalogue.current() };
    list(
      res,
      mapPage(page, (one) => presentRecommended(one, look)),
    );
  };
  return {
    async forJob(req: Req<typeof schema.forJob>, res: Response): Promise<void> {
      const { jobId, ...request } = req.input.query;
      const { locale } = req;
      await answer(res, req, await recommendations.forJob(req.actor, { jobId, request, locale }));
    },

    async forDraft(req: Req<typeof schema.forDraft>, res: Response): Promise<void> {
      const { query: request, body } = req.input;
      const ask = { draft: draftOf(body), request, locale: req.locale };
      await answer(res, req, await recommendations.forDraft(req.actor, ask));
    },
  };
};

const draftOf = ({ service, serviceId, category, location, ...words }: schema.DraftBody): DraftJob => ({
  service: serviceId ?? service ?? category ?? '',
  location,
  // What is asked for by name is the most telling.
  texts: [...(words.skills ?? []), words.title ?? '', ...(words.requirements ?? []), words.description ?? ''],
  experienceLevel: words.experienceLevel ?? undefined,
});
