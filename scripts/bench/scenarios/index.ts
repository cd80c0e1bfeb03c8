import type { Scenario } from '../types';
import { me } from './me';
import { probe } from './probe';

/** Every benchmark; `npm run bench -- <name>` runs one. */
export const scenarios: readonly Scenario[] = [me, probe];

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
