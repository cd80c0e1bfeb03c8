import { t } from '../../utils/i18n';
import type { MatchPart } from '../../utils/matchParts';
import type { Locale } from '../../utils/types/actor';
import { shownDistance } from '../craftsmen/craftsmanList';
import type { Ranked } from './scoring';

const MOST_REASONS = 4;
const KM = 1_000;
const MANY = 5;
const PERCENT = 100;
const FEW_MINUTES = 90;
const GOOD_RATING = 4;
const GOOD_SHARE = 0.8;
const NEAR_M = 100;

type Say = (ranked: Ranked, locale: Locale) => string | undefined;

/** Why a craftsman is recommended, the strongest first, in the reader's language: only what is so, and never against him. */
export function reasonsOf(ranked: Ranked, locale: Locale): string[] {
  const said = ORDER.flatMap((part) => {
    const text = SAYINGS[part](ranked, locale);
    return text === undefined ? [] : [text];
  });
  return said.slice(0, MOST_REASONS);
}

/** What persuades people, in its order. */
const ORDER: readonly MatchPart[] = [
  'pastWork',
  'skill',
  'rating',
  'reliability',
  'distance',
  'response',
  'newcomer',
  'load',
];

const SAYINGS: Readonly<Record<MatchPart, Say>> = {
  pastWork: ({ candidate: { pastJobs } }, locale) =>
    pastJobs > 0 ? t(locale, 'match.pastWork', { count: pastJobs }) : undefined,
  skill: ({ matched }, locale) =>
    matched.length > 0
      ? t(locale, 'match.skill', { skills: matched.slice(0, 3).join(locale === 'ar' ? '، ' : ', ') })
      : undefined,
  rating: ({ candidate: { rating, ratingCount } }, locale) =>
    ratingCount > 0 && rating >= GOOD_RATING
      ? t(locale, 'match.rating', { rating: rating.toFixed(1), count: ratingCount })
      : undefined,
  reliability: ({ candidate: { completed, cancellations } }, locale) => {
    const share = completed / Math.max(1, completed + cancellations);
    return completed >= MANY && share >= GOOD_SHARE
      ? t(locale, 'match.reliability', { count: completed, percent: Math.round(share * PERCENT) })
      : undefined;
  },
  distance: ({ candidate: { distance } }, locale) => {
    const metres = shownDistance(distance);
    return metres < NEAR_M
      ? t(locale, 'match.here')
      : t(locale, 'match.distance', { km: (metres / KM).toFixed(1) });
  },
  response: ({ candidate: { responseMinutes } }, locale) =>
    responseMinutes !== undefined && responseMinutes <= FEW_MINUTES
      ? t(locale, 'match.response', { count: Math.max(1, responseMinutes) })
      : undefined,
  newcomer: ({ candidate: { completed } }, locale) =>
    completed === 0 ? t(locale, 'match.newcomer') : undefined,
  load: ({ candidate: { active, completed } }, locale) =>
    active === 0 && completed > 0 ? t(locale, 'match.free') : undefined,
};
