import Joi from 'joi';
import { MATCH_PARTS, type MatchPart } from '../../utils/matchParts';
import { integer, setting } from './setting';

export type MatchWeights = Readonly<Record<MatchPart, number>>;

const weight = Joi.number().min(0).max(100).required();
const weights = Joi.object(Object.fromEntries(MATCH_PARTS.map((part) => [part, weight])))
  .custom((value: MatchWeights, helpers) =>
    Object.values(value).some((one) => one > 0) ? value : helpers.error('any.invalid'),
  )
  .messages({ 'any.invalid': '"value" must weigh at least one part' });

/** Who is offered to whom. */
export const matchingSettings = {
  'matching.weights': setting<MatchWeights>(
    {
      skill: 25,
      distance: 20,
      rating: 20,
      reliability: 15,
      response: 5,
      pastWork: 5,
      load: 5,
      newcomer: 5,
    },
    weights,
    'How much each part counts in the order of recommended craftsmen; only their proportion matters.',
  ),
  'matching.notified': setting<number>(
    20,
    integer(0, 10_000),
    'So many of the best matching craftsmen are told of a new job; 0: nobody.',
  ),
  'suggestion.radiusKm': setting<number>(
    50,
    integer(1, 50),
    'A suggestion looks at hires within so many kilometres.',
  ),
  'suggestion.days': setting<number>(365, integer(7, 1_825), 'A suggestion looks at hires of so many days.'),
  'suggestion.minCases': setting<number>(
    5,
    integer(3, 100),
    'With fewer cases a suggestion says so and names no figure.',
  ),
};
