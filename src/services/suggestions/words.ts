import { formatMoney } from '../../config/money';
import { t } from '../../utils/i18n';
import { money, type Currency } from '../../utils/money';
import type { Locale } from '../../utils/types/actor';
import type { Usual } from './quantiles';

interface Found {
  readonly price: Usual;
  readonly hours: Usual;
  readonly currency: Currency;
  readonly radiusKm: number;
}

/** What was found, in a sentence or two; with too few cases no figure. */
export function textOf({ price, hours, currency, radiusKm }: Found, locale: Locale): string {
  const { cases, figures } = price;
  if (!figures) {
    return t(locale, 'suggestion.tooFew', { count: cases, km: radiusKm });
  }
  const sum = (amount: number): string => formatMoney(money(amount, currency), locale);
  const costs = t(locale, 'suggestion.price', {
    low: sum(figures.low),
    typical: sum(figures.typical),
    high: sum(figures.high),
    count: cases,
    km: radiusKm,
  });
  const takes = hours.figures && t(locale, 'suggestion.hours', { ...hours.figures, count: hours.cases });
  return [costs, takes].filter((part) => part !== undefined).join(' ');
}
