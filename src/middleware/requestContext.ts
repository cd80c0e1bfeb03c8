import type { RequestHandler } from 'express';
import { LOCALES, type Locale } from '../utils/types/actor';
import { newUuid } from '../utils/ids';
import { withRequest } from '../utils/requestContext';
import { apiSurface } from '../utils/surfaces/api.surface';

/** Gives each request an id (sent as `X-Request-Id`, on each of its log lines), a language and a surface. */
export const requestContext: RequestHandler = (req, res, next) => {
  req.id = newUuid();
  req.locale = localeOf(req.headers['accept-language']);
  req.uploads = [];
  res.locals.surface = apiSurface;
  res.setHeader('X-Request-Id', req.id);
  withRequest({ requestId: req.id }, next);
};

/** The most wanted of our languages in an Accept-Language header; English when none is. */
export function localeOf(header: string | undefined): Locale {
  if (!header) {
    return 'en';
  }
  const wishes = header.slice(0, 200).split(',').map(readWish);
  const ours = wishes.filter(
    (wish): wish is { locale: Locale; weight: number } => wish.locale !== undefined && wish.weight > 0,
  );
  return ours.sort((a, b) => b.weight - a.weight)[0]?.locale ?? 'en';
}

function readWish(part: string): { locale: Locale | undefined; weight: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const language = tag.split('-')[0];
  const quality = parameters
    .find((parameter) => parameter.trim().startsWith('q='))
    ?.trim()
    .slice(2);
  const weight = quality === undefined ? 1 : Number(quality);
  return {
    locale: LOCALES.find((locale) => locale === language),
    weight: Number.isFinite(weight) ? weight : 0,
  };
}
