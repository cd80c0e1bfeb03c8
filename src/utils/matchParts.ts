/** Of what the score of a recommended craftsman is made; each part is from 0 to 1. */
export const MATCH_PARTS = [
  'skill',
  'distance',
  'rating',
  'reliability',
  'response',
  'pastWork',
  'load',
  'newcomer',
] as const;
export type MatchPart = (typeof MATCH_PARTS)[number];
