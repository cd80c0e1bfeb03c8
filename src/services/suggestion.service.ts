import { after, days, type Clock } from '../utils/clock';
import { BadRequest } from '../utils/errors';
import type { GeoPoint } from '../utils/geo';
import { idOf, type Id } from '../utils/ids';
import type { Currency } from '../utils/money';
import type { Locale, UserActor } from '../utils/types/actor';
import type { ServiceCatalogue } from './catalogue/serviceCatalogue';
import type { JobService } from './job.service';
import type { GeneratedBy, Rewording } from './language/rewording';
import type { SettingService } from './setting.service';
import { usualOf, type Usual } from './suggestions/quantiles';
import { findSamples } from './suggestions/samples';
import { textOf } from './suggestions/words';

/** What a job of this service usually costs and takes around there. */
export interface Suggestion {
  readonly serviceId: Id;
  readonly radiusKm: number;
  readonly days: number;
  readonly currency: Currency;
  /** In minor units. */
  readonly price: Usual;
  readonly hours: Usual;
  /** The same in a sentence, in the reader's language. */
  readonly text: string;
  readonly generatedBy: GeneratedBy;
}

export interface SuggestionService {
  /** For a job as it is being written; 400 for a service that is not offered. */
  forDraft(ask: {
    readonly service: string;
    readonly location: GeoPoint;
    readonly locale: Locale;
  }): Promise<Suggestion>;
  /** For a job that the actor sees, else 404; of the place the area alone is looked at. */
  forJob(actor: UserActor, ask: { readonly jobId: Id; readonly locale: Locale }): Promise<Suggestion>;
}

export interface SuggestionDeps {
  readonly clock: Clock;
  readonly serviceCatalogue: Pick<ServiceCatalogue, 'current'>;
  readonly settings: Pick<SettingService, 'get'>;
  readonly jobs: Pick<JobService, 'get'>;
  readonly rewording: Rewording;
}

/** Quarters of an hour: nobody plans in minutes. */
const HOURS_STEP = 0.25;

interface Asked {
  readonly serviceId: Id;
  readonly point: GeoPoint;
  readonly locale: Locale;
}

/** Makes the service of what is usual, from hires of our own. */
export function makeSuggestionService(deps: SuggestionDeps): SuggestionService {
  const { serviceCatalogue, jobs } = deps;
  return {
    async forDraft({ service: asked, location, locale }) {
      const service = (await serviceCatalogue.current()).find(asked);
      if (!service || service.isRetired) {
        throw new BadRequest('job.unknownService');
      }
      return suggest(deps, { serviceId: service.id, point: location, locale });
    },
    async forJob(actor, look) {
      const { job } = await jobs.get(actor, look);
      return suggest(deps, { serviceId: idOf(job.serviceId), point: job.area, locale: look.locale });
    },
  };
}

async function suggest(deps: SuggestionDeps, { serviceId, point, locale }: Asked): Promise<Suggestion> {
  const { settings, clock, rewording } = deps;
  const [radiusKm, span, least, currency] = await Promise.all([
    settings.get('suggestion.radiusKm', { serviceId }),
    settings.get('suggestion.days', { serviceId }),
    settings.get('suggestion.minCases', { serviceId }),
    settings.get('market.currency'),
  ]);
  const since = after(clock.now(), -days(span));
  const found = await findSamples({ serviceId, point, radiusKm, since });
  const samples = found.filter((sample) => sample.currency === currency);
  const price = usualOf(
    samples.map((sample) => sample.price),
    { least },
  );
  const hours = usualOf(
    samples.flatMap((sample) => (sample.hours === undefined ? [] : [sample.hours])),
    { least, step: HOURS_STEP },
  );
  const plain = textOf({ price, hours, currency, radiusKm }, locale);
  const [said] = await rewording.reword([[plain]], locale);
  return {
    serviceId,
    radiusKm,
    days: span,
    currency,
    price,
    hours,
    text: said?.texts[0] ?? plain,
    generatedBy: said?.generatedBy ?? 'rules',
  };
}
