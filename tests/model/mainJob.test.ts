import fc from 'fast-check';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserModel } from '../../src/models/user.model';
import { systemActor, type UserActor } from '../../src/utils/types/actor';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { commandOf, dice, told, type Dice } from './commands';
import {
  factsExpected,
  factsFound,
  faultsOf,
  reliabilityExpected,
  reliabilityFound,
  undelivered,
} from './invariants';
import { decide, DEEDS } from './pureActs';
import { LIMITS, newWorld, post, type World } from './pureModel';
import { open, perform, posted, type RealWorld } from './realWorld';
import { deliverInApp } from './world/deliver';
import { readStored, viewOfStored, viewOfWorld } from './views';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 200);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_260_302);
/** Both as a failure has printed them, with its seed. */
const PATH = process.env['MODEL_PATH'];
const REPLAY = process.env['MODEL_REPLAY_PATH'];
const MOST_COMMANDS = 25;
/** Lengths and dice as they fall, not mostly short ones and small ones. */
const ROLLED = { unbiased: true } as const;
const ENOUGH_RUNS = 200;
const WANTED = [
  ...['Posted', 'Quoted', 'Hired', 'On The Way', 'In Progress', 'Completed', 'Cancelled'],
  ...DEEDS.flatMap((deed) => [`${deed} 200`, `${deed} 404`, `${deed} 409`]),
  ...['quote', 'setOut', 'start', 'submit', 'rework', 'complete'].map((deed) => `${deed} 403`),
];
const PATIENCE_MS = 120_000 + RUNS * 2_000;

const app = startTestApp();

type Cast = Pick<RealWorld, 'actors' | 'serviceId'>;

/** What would leave somebody in debt, who may then not do what he else may: the money has a model of its own. */
const COSTS = [
  'fee.bps',
  'cancel.hired.clientBps',
  'cancel.onTheWay.clientBps',
  'cancel.hired.craftsmanBps',
  'cancel.onTheWay.craftsmanBps',
] as const;

/** Two clients and three verified craftsmen; the limits are so small that they reach them, and nothing costs them anything. */
async function people(): Promise<Cast> {
  const users = [
    await aClient(app),
    await aClient(app),
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
    await aVerifiedCraftsman(app),
  ];
  const edits = [
    { key: 'quote.maxLive', value: LIMITS.liveQuotes },
    { key: 'invitation.maxPending', value: LIMITS.pendingInvitations },
    ...COSTS.map((key) => ({ key, value: 0 })),
  ];
  await app.container.settings.change(systemActor, { edits });
  return { actors: users.map(actorOf), serviceId: (await aService(app)).id };
}

const actorOf = ({ id, sessionId, user }: MadeUser): UserActor => ({
  kind: 'user',
  id,
  role: user.role ?? 'client',
  roles: user.roles,
  locale: 'en',
  sessionId,
  scope: 'full',
});

/** Every run begins with one posted job, nothing told, and craftsmen who never let anybody down. */
async function begin(cast: Cast): Promise<{ model: World; real: RealWorld }> {
  const { container, clock } = app;
  await OutboxRowModel.deleteMany({});
  await NotificationModel.deleteMany({});
  const clean = { $set: { 'craftsman.cancellations': 0 }, $unset: { 'craftsman.forgivenCancellations': 1 } };
  await UserModel.updateMany({ role: 'craftsman' }, clean);
  const real: RealWorld = {
    ...cast,
    container,
    clock,
    jobIds: [],
    quoteIds: [],
    invitationIds: [],
    edits: 0,
    story: [],
  };
  const [owner] = real.actors;
  if (!owner) {
    throw new Error('nobody is there to post a job');
  }
  open(real, await container.postJob(owner, posted(real)));
  const model = newWorld(clock.now().getTime());
  post(model, 0);
  return { model, real };
}

/** What has happened in all histories: those that go nowhere prove nothing. */
const reached = new Set<string>();

/** One command: done in both worlds, which must end alike. */
const commandFrom = (rolled: Dice): fc.AsyncCommand<World, RealWorld> => ({
  check: () => true,
  async run(model, real) {
    const command = commandOf(model, rolled);
    const before = structuredClone(model);
    const status = decide(model, command);
    const words = told(command, status);
    real.story.push(words);
    reached.add(`${command.verb} ${status}`);
    model.jobs.forEach(({ state }) => reached.add(state));

    const answered = await perform(real, before, command);

    const stored = await readStored(real);
    expect({ words, answered }).toEqual({ words, answered: status });
    expect(viewOfStored(real, stored)).toEqual(viewOfWorld(model));
    expect(faultsOf(stored)).toEqual([]);
  },
  toString: () => JSON.stringify(rolled),
});

/** One time in ten on every channel, with activities and sockets; else by the notices in the app. */
const widely = fc.nat(9).map((roll) => roll === 0);

/** A history that ends otherwise than it must says what was done in it. */
async function run(
  cast: Cast,
  commands: Iterable<fc.AsyncCommand<World, RealWorld>>,
  isToldWidely: boolean,
): Promise<void> {
  const { model, real } = await begin(cast);
  try {
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await (isToldWidely ? app.drainOutbox() : deliverInApp(app));
    await expectAllTold(model, real);
  } catch (error) {
    const story = real.story.map((words, index) => `${index + 1}. ${words}`).join('\n');
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`job 0 is posted by client 0, then\n${story}\n\n${reason}`, { cause: error });
  }
}

/** What was recorded has reached everybody whom it concerns, once. */
async function expectAllTold(model: World, real: RealWorld): Promise<void> {
  expect(await undelivered()).toEqual([]);
  expect(await factsFound(real)).toEqual(factsExpected(model));
  expect(await reliabilityFound(real)).toEqual(reliabilityExpected(model));
}

it(
  `does in ${RUNS} random histories what the rules say, and tells everybody of it once`,
  async () => {
    const cast = await people();
    const histories = fc.commands([dice.map(commandFrom)], {
      maxCommands: MOST_COMMANDS,
      size: 'max',
      ...(REPLAY !== undefined && { replayPath: REPLAY }),
    });
    const history = fc.asyncProperty(histories, widely, (commands, isWide) => run(cast, commands, isWide));

    await fc.assert(history, {
      ...ROLLED,
      numRuns: RUNS,
      seed: SEED,
      ...(PATH !== undefined && { path: PATH }),
    });

    expect(RUNS < ENOUGH_RUNS ? [] : WANTED.filter((thing) => !reached.has(thing))).toEqual([]);
  },
  PATIENCE_MS,
);
