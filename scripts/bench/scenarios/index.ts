import type { Scenario } from '../types';
import { accept } from './accept';
import { browse } from './browse';
import { craftsmenNearby } from './craftsmenNearby';
import { create } from './create';
import { jobDetail } from './jobDetail';
import { me } from './me';
import { message } from './message';
import { nearby } from './nearby';
import { probe } from './probe';
import { recommendations } from './recommendations';
import { search } from './search';

/** Every benchmark; `npm run bench -- <name>` runs one. */
export const scenarios: readonly Scenario[] = [
  me,
  probe,
  browse,
  nearby,
  search,
  craftsmenNearby,
  recommendations,
  jobDetail,
  create,
  accept,
  message,
];

/** The scenario of that name; throws when there is none. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) {
    throw new Error(
      `No scenario ${name}; there are: ${scenarios.map((scenario) => scenario.name).join(', ')}`,
    );
  }
  return found;
}
