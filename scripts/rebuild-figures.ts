/** `npm run figures:rebuild` counts everything that the statistics show anew, from jobs and ledger. Safe at any time. */
import '../src/container';
import { makeRollUpService } from '../src/services/rollUp.service';
import { systemClock } from '../src/utils/clock';
import { inDatabase, say } from './checks/inDatabase';

inDatabase(async () => {
  const began = performance.now();
  await makeRollUpService({ clock: systemClock }).rebuild();
  say(`all figures were counted anew in ${Math.round(performance.now() - began)} ms`);
  return true;
});
