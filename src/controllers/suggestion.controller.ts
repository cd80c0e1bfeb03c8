import type { Response } from 'express';
import type { ServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { SuggestionService } from '../services/suggestion.service';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/suggestion.validator';
import { presentSuggestion } from './presenters/suggestion.presenter';

export interface SuggestionControllerDeps {
  readonly suggestions: SuggestionService;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
}

/** What jobs usually cost and take. */
export const makeSuggestionController = ({ suggestions, serviceCatalogue }: SuggestionControllerDeps) => ({
  async forDraft(req: Req<typeof schema.forDraft>, res: Response): Promise<void> {
    const { service, serviceId, category, location } = req.input.body;
    const { locale } = req;
    const asked = serviceId ?? service ?? category ?? '';
    const suggestion = await suggestions.forDraft({ service: asked, location, locale });
    ok(res, presentSuggestion(suggestion, { locale, catalogue: await serviceCatalogue.current() }));
  },

  async forJob(req: Req<typeof schema.forJob>, res: Response): Promise<void> {
    const { locale } = req;
    const suggestion = await suggestions.forJob(req.actor, { jobId: req.input.params.jobId, locale });
    ok(res, presentSuggestion(suggestion, { locale, catalogue: await serviceCatalogue.current() }));
  },
});
