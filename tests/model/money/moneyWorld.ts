import type { Container } from '../../../src/container';
import { ChangeOrderModel } from '../../../src/models/changeOrder.model';
import { JobModel, type Job } from '../../../src/models/job.model';
import { after, hours, minutes } from '../../../src/utils/clock';
import { AppError, UpstreamError } from '../../../src/utils/errors';
import { idOf, toObjectId, type Id } from '../../../src/utils/ids';
import type { UserActor } from '../../../src/utils/types/actor';
import type { TestClock } from '../../helpers/clock';
import { posted } from '../realWorld';
import { deliverEffects } from '../world/deliver';
import { runTasks } from '../world/tasks';
import { hireOf, isDeed, shareOf, waitOf, type Affair, type MoneyCommand } from './commands';
import { DEEDS } from './deeds';
import type { Outside } from './outside';
import { newDeal, type Deal, type Happened, type MoneyWorld } from './pureMoney';

/** What the commands are done to: the services, the provider, and the ids behind the numbers of the model. */
export interface RealMoney {
  readonly container: Container;
  readonly clock: TestClock;
  readonly outside: Outside;
  /** By number; the last one is a moderator. */
  readonly actors: readonly UserActor[];
  readonly serviceId: Id;
  readonly jobIds: Id[];
  drainOutbox(): Promise<void>;
  /** Whether everybody is told of everything in this history, on every channel. */
  readonly isTold: boolean;
  /** What was done so far, in words. */
  readonly story: string[];
}

/** What happens by itself with money. */
const TASKS = [
  ...(['lapse-hires', 'settle-payments', 'auto-complete-jobs', 'confirm-cash'] as const),
  ...(['mature-earnings', 'follow-payouts', 'remind-debts'] as const),
] as const;

/** The tasks run, and what they have recorded takes effect. */
export async function letPass(real: RealMoney): Promise<void> {
  await runTasks(real.container, TASKS);
  await (real.isTold ? real.drainOutbox() : deliverEffects(real));
}

/** Does the command; gives 200 or with which status it was refused. What no client may see is thrown on. */
export async function perform(real: RealMoney, world: MoneyWorld, command: MoneyCommand): Promise<number> {
  try {
    await act({ real, world, command });
    return 200;
  } catch (error) {
    if (error instanceof AppError && (error.expose || error instanceof UpstreamError)) {
      return error.status;
    }
    throw error;
  }
}

interface Doing {
  readonly real: RealMoney;
  readonly world: MoneyWorld;
  readonly command: MoneyCommand;
}

const pick = <T>(from: readonly T[], index: number): T => {
  const found = from[index];
  if (found === undefined) {
    throw new Error(`there is none with the number ${index}`);
  }
  return found;
};

async function act(doing: Doing): Promise<unknown> {
  const { verb } = doing.command;
  return isDeed(verb) ? toJob(doing, verb) : AFFAIRS[verb](doing);
}

function toJob({ real, world, command }: Doing, deed: keyof typeof DEEDS): Promise<unknown> {
  const deal = pick(world.deals, command.job);
  const [client, craftsman] = [pick(real.actors, deal.client), pick(real.actors, deal.craftsman)];
  return DEEDS[deed]({
    container: real.container,
    deal,
    command,
    jobId: pick(real.jobIds, command.job),
    client,
    craftsman,
    side: command.side === 'client' ? client : craftsman,
    staff: pick(real.actors, real.actors.length - 1),
  });
}

const AFFAIRS: Readonly<Record<Affair, (doing: Doing) => Promise<unknown> | undefined>> = {
  hire: ({ real, world, command }) => hire(real, world, command),
  topUp: ({ real, command }) =>
    real.container.initiatePayment(pick(real.actors, command.option % 4), {
      purpose: 'topup',
      amount: 1_000 + command.share * 7,
    }),
  withdraw: async ({ real, command }) => {
    const actor = pick(real.actors, command.option % 4);
    const { available } = await real.container.wallets.balanceOf(actor.id);
    return real.container.requestWithdrawal(
      actor,
      command.side === 'client' ? available : shareOf(command, available),
    );
  },
  wait: async ({ real, world, command }) => {
    real.clock.advance(waitOf(command, pick(world.deals, command.job), world.now));
    await letPass(real);
  },
  payer: ({ real, command }) => real.outside.pay(command),
  transfer: ({ real, command }) => real.outside.endTransfer(command),
  mood: ({ real, command }) => real.outside.change(command),
  bounce: ({ real, command }) => real.outside.bounce(command),
  deliver: ({ real, command }) => real.outside.deliver(command),
};

/** A job is posted, offered for and given away; where somebody may not, because of what he owes, there is none. */
async function hire(
  { container, clock, ...real }: RealMoney,
  world: MoneyWorld,
  command: MoneyCommand,
): Promise<void> {
  const { client, craftsman, type, price, startsInHours } = hireOf(command);
  const [owner, bidder] = [pick(real.actors, client), pick(real.actors, craftsman)];
  const now = clock.now();
  // The odd minutes keep it from ever being midnight, which would mean the whole day.
  const earliestStart =
    startsInHours === null ? undefined : after(now, hours(startsInHours) + minutes(MINUTES));
  const { draft, photos } = posted(real);
  const job = await container.postJob(owner, { draft: { ...draft, paymentType: type }, photos });
  const jobId = idOf(job);
  const quote = await container.submitQuote(bidder, jobId, {
    price,
    ...(earliestStart && { earliestStart }),
  });
  await container.acceptQuote(owner, { jobId, quoteId: idOf(quote) });
  real.jobIds.push(jobId);
  const [hiredAt, startsAt] = [now.getTime(), earliestStart?.getTime() ?? null];
  world.deals.push(newDeal({ client, craftsman, type, price, hiredAt, startsAt }));
}
const MINUTES = 7;

/** What has become of the jobs: no sum of the server's is in it but what is held, to compare. */
export async function lookAt(
  jobIds: readonly Id[],
  deals: readonly Deal[],
): Promise<(Happened & { readonly held: number })[]> {
  const ids = jobIds.map(toObjectId);
  const fields = { status: 1, firmAt: 1, cash: 1, money: 1 } as const;
  const jobs = await JobModel.find({ _id: { $in: ids } }, fields).lean<Job[]>();
  const funded = deals.some(({ extra }) => extra?.isAgreed)
    ? await ChangeOrderModel.find({ jobId: { $in: ids }, status: 'Funded' }, { jobId: 1 }).lean()
    : undefined;
  return jobIds.map((jobId, index) => {
    const job = pick(
      jobs,
      jobs.findIndex(({ _id }) => idOf(_id) === jobId),
    );
    return {
      status: job.status,
      isFirm: job.firmAt !== undefined,
      isConfirmed: job.cash?.confirmedAt !== undefined,
      extrasFunded: funded
        ? funded.filter((order) => idOf(order.jobId) === jobId).length
        : (deals[index]?.extrasFunded ?? 0),
      isWaived: job.money?.isFeeWaived ?? null,
      held: job.money?.held ?? 0,
    };
  });
}
