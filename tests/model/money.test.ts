import fc from 'fast-check';
import { gatewaysOf } from '../../src/services/providers/payments';
import { days, hours } from '../../src/utils/clock';
import { systemActor, type UserActor } from '../../src/utils/types/actor';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, aModerator, type MadeUser } from '../factories/user';
import { BANK } from '../factories/wallet';
import { startTestApp } from '../helpers/app';
import { emptyDatabase } from '../helpers/database';
import { expectLedgerSound } from '../helpers/ledger';
import { scriptedGateway } from '../support/scriptedGateway';
import { apply } from './money/apply';
import { commandOf, dice, DEEDS, AFFAIRS, type Dice } from './money/commands';
import { look, perform, runTasks, type RealMoney } from './money/moneyWorld';
import { makeOutside } from './money/outside';
import { CRAFTSMEN, FREE_JOBS, gainsOf, waiversOf, type MoneyWorld } from './money/pureMoney';
import { beyondZero, booksOfProvider, gainsFound, holdsOf, parked } from './money/totals';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 30);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_260_302);
/** Both as a failure has printed them, with its seed. */
const PATH = process.env['MODEL_PATH'];
const REPLAY = process.env['MODEL_REPLAY_PATH'];
const MOST_COMMANDS = 40;
const TOP_UP = 250_000;
/** Lengths and dice as they fall, not mostly short ones and small ones. */
const ROLLED = { unbiased: true } as const;
const ENOUGH_RUNS = 1_000;
const START = new Date('2026-03-02T09:00:00.000Z');
const PATIENCE_MS = 120_000 + RUNS * 10_000;
const WANTED = [...DEEDS, ...AFFAIRS].map((verb) => `${verb} 200`);

const gateway = scriptedGateway();
const app = startTestApp({ gateways: gatewaysOf([gateway]) });

const actorOf = ({ id, sessionId, user }: MadeUser): UserActor => ({
  kind: 'user',
  id,
  role: user.role ?? 'client',
  roles: user.roles,
  locale: 'en',
  sessionId,
  scope: 'full',
});

/** Every run has people of its own, clients with money in their wallets, and a provider that fails by its own dice. */
async function begin(seed: number): Promise<{ model: MoneyWorld; real: RealMoney }> {
  const { container, clock, logger, drainOutbox } = app;
  await emptyDatabase();
  clock.set(START);
  logger.lines.length = 0;
  const users = [
    await aClient(app),
    await aClient(app),
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
    await aModerator(app),
  ];
  const edits = [{ key: 'fee.waivedJobs', value: FREE_JOBS }];
  await container.settings.change(systemActor, { edits });
  const actors = users.map(actorOf);
  for (const actor of actors.slice(0, -1)) {
    await container.payoutDetails.set(actor, BANK);
  }
  gateway.forget();
  gateway.answerWith('captured');
  for (const client of actors.slice(0, 2)) {
    await container.initiatePayment(client, { purpose: 'topup', amount: TOP_UP });
  }
  const outside = makeOutside(container, gateway, seed);
  const serviceId = (await aService(app)).id;
  const real = { container, clock, drainOutbox, outside, actors, serviceId, jobIds: [], story: [] };
  return { model: { now: clock.now().getTime(), deals: [] }, real };
}

/** What has happened in all histories: those that go nowhere prove nothing. */
const reached = new Set<string>();

/** One command; after it every job has held what it must, here and in the ledger. */
const commandFrom = (rolled: Dice): fc.AsyncCommand<MoneyWorld, RealMoney> => ({
  check: () => true,
  async run(model, real) {
    const command = commandOf(model, rolled);
    const answered = await perform(real, model, command);
    const { verb, job, side, option, share } = command;
    real.story.push(`${verb} job ${job} ${side} option ${option} share ${share} → ${answered}`);
    reached.add(`${verb} ${answered}`);
    await expectHeld(model, real, answered === 200 ? command : undefined);
  },
  toString: () => JSON.stringify(rolled),
});

async function expectHeld(
  model: MoneyWorld,
  real: RealMoney,
  done?: ReturnType<typeof commandOf>,
): Promise<void> {
  const jobs = [];
  for (const jobId of real.jobIds) {
    jobs.push(await look(jobId));
  }
  apply(model, jobs, done);
  model.now = real.clock.now().getTime();
  model.deals.forEach(({ status }) => reached.add(status));
  const expected = model.deals.map(({ held }) => held);
  expect({ onJobs: jobs.map(({ held }) => held), inLedger: await holdsOf(real.jobIds) }).toEqual({
    onJobs: expected,
    inLedger: expected,
  });
  expect(await beyondZero()).toEqual([]);
}

/** Whatever was under way ends: the provider is well again, and time goes on. */
const WAITS = [hours(1), days(2), days(30), days(90)];

async function expectQuiet(model: MoneyWorld, real: RealMoney): Promise<void> {
  await real.outside.calmDown();
  for (const wait of WAITS) {
    await runTasks(real);
    await expectHeld(model, real);
    real.clock.advance(wait);
  }
  await runTasks(real);
  await expectHeld(model, real);

  await expectLedgerSound();
  const { theirs, ours } = await booksOfProvider(gateway);
  expect(ours).toEqual(theirs);
  expect(await gainsFound(real, gateway)).toEqual(gainsOf(model));
  expect(await parked()).toEqual([]);
  for (const craftsman of CRAFTSMEN) {
    const { found, expected } = waiversOf(model, craftsman);
    expect(found).toBe(expected);
  }
}

/** A history that ends otherwise than it must says what was done in it. */
async function run(seed: number, commands: Iterable<fc.AsyncCommand<MoneyWorld, RealMoney>>): Promise<void> {
  const { model, real } = await begin(seed);
  try {
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await expectQuiet(model, real);
  } catch (error) {
    const story = real.story.map((words, index) => `${index + 1}. ${words}`).join('\n');
    const reason = error instanceof Error ? error.message : String(error);
    const deals = model.deals.map((deal) => JSON.stringify(deal)).join('\n');
    throw new Error(`${story}\n\n${deals}\n\n${reason}`, { cause: error });
  }
}

it(
  `keeps every piastre where it belongs in ${RUNS} random histories, whatever the provider does`,
  async () => {
    const histories = fc.commands([dice.map(commandFrom)], {
      maxCommands: MOST_COMMANDS,
      size: 'max',
      ...(REPLAY !== undefined && { replayPath: REPLAY }),
    });
    const history = fc.asyncProperty(fc.nat(), histories, (seed, commands) => run(seed, commands));

    await fc.assert(history, {
      ...ROLLED,
      numRuns: RUNS,
      endOnFailure: true,
      seed: SEED,
      ...(PATH !== undefined && { path: PATH }),
    });

    expect(RUNS < ENOUGH_RUNS ? [] : WANTED.filter((thing) => !reached.has(thing))).toEqual([]);
  },
  PATIENCE_MS,
);
