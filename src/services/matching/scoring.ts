import { LRUCache } from 'lru-cache';
import type { MatchWeights } from '../../config/settings/matching.settings';
import type { ExperienceLevel } from '../../utils/jobWords';
import { MATCH_PARTS, type MatchPart } from '../../utils/matchParts';
import { termsOf } from '../../utils/textTerms';
import type { Candidate, Wanted } from './candidate';

/** The order of candidates: pure, the same for the same facts, whatever order they come in. */

export type Parts = Readonly<Record<MatchPart, number>>;

export interface Ranked {
  readonly candidate: Candidate;
  readonly parts: Parts;
  /** From 0 to 1. */
  readonly score: number;
  /** His skills that the job speaks of. */
  readonly matched: readonly string[];
}

/** At this distance a candidate has half of what nearness gives. */
const HALF_DISTANCE_M = 5_000;
/** After so long a wait for an answer, half of what speed gives. */
const HALF_RESPONSE_MIN = 120;
const UNKNOWN_RESPONSE = 0.5;
/** Few reviews say little: so many of so many stars are thought to be there besides. */
const PRIOR_REVIEWS = 5;
const PRIOR_RATING = 4;
/** The same of jobs: four of five are kept, and begun in time. */
const PRIOR_JOBS = 5;
const PRIOR_KEPT = 4;
const NEWCOMER_JOBS = 5;
const HALF_EXPOSURES = 10;
const MOST_SKILLS = 2;
const YEARS: Readonly<Record<ExperienceLevel, number>> = { helper: 0, worker: 2, expert: 5 };
const USUAL_YEARS = 3;

/** Every part of a candidate's score. */
export function partsOf(
  candidate: Candidate,
  wanted: Pick<Wanted, 'experienceLevel'>,
  matched: number,
): Parts {
  const { distance, rating, ratingCount, completed, cancellations, timed, onTime } = candidate;
  const mean = (PRIOR_REVIEWS * PRIOR_RATING + rating * ratingCount) / (PRIOR_REVIEWS + ratingCount);
  const kept = (completed + PRIOR_KEPT) / (completed + cancellations + PRIOR_JOBS);
  const inTime = (onTime + PRIOR_KEPT) / (timed + PRIOR_JOBS);
  return {
    skill:
      0.4 + 0.2 * Math.min(matched, MOST_SKILLS) + 0.2 * levelFit(candidate.years, wanted.experienceLevel),
    distance: halved(distance, HALF_DISTANCE_M),
    rating: inUnit((mean - 1) / 4),
    reliability: inUnit(0.6 * kept + 0.4 * inTime),
    response: responsePart(candidate.responseMinutes),
    pastWork: candidate.pastJobs / (candidate.pastJobs + 1),
    load: 1 / (1 + candidate.active),
    newcomer: newcomerPart(candidate),
  };
}

/** 1 at nothing, a half at `half`, and never quite 0. */
const halved = (value: number, half: number): number => 1 / (1 + value / half);

const inUnit = (value: number): number => Math.min(1, Math.max(0, value));

const levelFit = (years: number, level: ExperienceLevel | undefined): number =>
  Math.min(1, (years + 1) / ((level === undefined ? USUAL_YEARS : YEARS[level]) + 1));

const responsePart = (minutes: number | undefined): number =>
  minutes === undefined ? UNKNOWN_RESPONSE : halved(minutes, HALF_RESPONSE_MIN);

/** Who is new gets his share of attention, the less the more of it he has had. */
const newcomerPart = ({ completed, exposures }: Candidate): number =>
  inUnit(1 - completed / NEWCOMER_JOBS) * halved(exposures, HALF_EXPOSURES);

const SCORE_STEPS = 10_000;

/** The weighted mean of the parts, to four digits. */
export function scoreOf(parts: Parts, weights: MatchWeights): number {
  const all = MATCH_PARTS.reduce((sum, part) => sum + weights[part], 0);
  const got = MATCH_PARTS.reduce((sum, part) => sum + weights[part] * parts[part], 0);
  return Math.round((got / all) * SCORE_STEPS) / SCORE_STEPS;
}

/** Candidates by their score; at the same score the nearer one, then the older account. */
export const rank = (
  candidates: readonly Candidate[],
  wanted: Pick<Wanted, 'terms' | 'experienceLevel'>,
  weights: MatchWeights,
): Ranked[] =>
  candidates
    .map((candidate): Ranked => {
      const matched = candidate.skills.filter((skill) => isWanted(skill, wanted.terms));
      const parts = partsOf(candidate, wanted, matched.length);
      return { candidate, parts, matched, score: scoreOf(parts, weights) };
    })
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.candidate.distance - b.candidate.distance ||
        (a.candidate.id < b.candidate.id ? -1 : 1),
    );

/** The same skills are named by many. */
const knownTerms = new LRUCache<string, readonly string[]>({ max: 10_000 });

function isWanted(skill: string, terms: ReadonlySet<string>): boolean {
  const known = knownTerms.get(skill) ?? termsOf([skill]);
  knownTerms.set(skill, known);
  return known.some((term) => terms.has(term));
}
