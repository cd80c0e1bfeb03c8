import type { Suggestion } from '../../services/suggestion.service';
import type { Usual } from '../../services/suggestions/quantiles';
import type { CraftLook } from './craftsman.presenter';

/** What jobs usually cost and take: figures of many, and of nobody. */
export const presentSuggestion = (
  { serviceId, radiusKm, days, currency, price, hours, text, generatedBy }: Suggestion,
  { locale, catalogue }: CraftLook,
): Record<string, unknown> => ({
  service: { id: serviceId, _id: serviceId, name: catalogue.nameOf(serviceId, locale) ?? '' },
  radiusKm,
  days,
  price: { ...presentUsual(price), currency },
  duration: presentUsual(hours),
  text,
  generatedBy,
});

const presentUsual = ({ cases, figures }: Usual) => ({
  cases,
  isEnough: figures !== undefined,
  low: figures?.low ?? null,
  typical: figures?.typical ?? null,
  high: figures?.high ?? null,
});
