import { aFundedJob } from '../factories/fundedJob';
import { storedJob } from '../factories/job';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
import { crashThrough, type CrashAct } from '../helpers/crashWalk';
import { entriesOf, expectMoneySound, pursesOf } from '../helpers/jobMoney';
import { jobMoneyActs, maturing, POSTED, type JobMoneyAct } from '../support/jobMoneyCrashActs';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

function crashing(name: string, { chosen = POSTED, atOnce, job, request, outcome }: JobMoneyAct): CrashAct {
  return {
    chosen,
    ...(atOnce !== undefined && { atOnce }),
    async make() {
      const made = await aFundedJob(app, typeof job === 'function' ? job() : job);
      const sent = await request(made, app);
      return {
        request: sent,
        async check({ point, status: answered }) {
          const { history } = await storedJob(made.jobId);
          const seen = {
            isAnswered: answered < 300,
            entries: await entriesOf(made.jobId),
            client: await pursesOf(made.client.id),
            craftsman: await pursesOf(made.craftsman.id),
            times: history.filter(({ event }) => event === outcome.event).length,
          };
          expect({ name, point, ...seen }).toEqual({
            name,
            point,
            isAnswered: true,
            entries: outcome.entries,
            client: outcome.client,
            craftsman: outcome.craftsman,
            times: outcome.event === undefined ? 0 : 1,
          });
        },
      };
    },
  };
}

async function crashesThrough(crashing: readonly CrashAct[]): Promise<void> {
  app.clock.set(new Date());
  const crashes = await crashThrough(harness, crashing);
  expect(crashes).toBeGreaterThanOrEqual(crashing.flatMap(({ chosen }) => chosen).length);
  await expectMoneySound();
}

describe('a server that is killed in the middle', () => {
  it(
    'of acts with a job’s money does each once when it is asked for again',
    () => crashesThrough(Object.entries(jobMoneyActs).map(([name, act]) => crashing(name, act))),
    1_800_000,
  );

  it(
    'of making an earning available does so once',
    () => crashesThrough([crashing('making an earning available', maturing)]),
    900_000,
  );
});
