/** `npm run migrate` brings the data of an older version up to date, in the database that the server would use. */
import { systemClock } from '../../src/utils/clock';
import { withDatabase } from '../withDatabase';
import { migrations } from './index';
import { migrate } from './migrate';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

withDatabase(say, async () => {
  const ran = await migrate({ migrations, clock: systemClock, say });
  say(ran === 0 ? 'nothing to do' : `${ran} migrations done`);
}).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
