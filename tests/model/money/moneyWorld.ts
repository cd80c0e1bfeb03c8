import type { Container } from '../../../src/container';
import { ChangeOrderModel } from '../../../src/models/changeOrder.model';
import { after, hours, minutes } from '../../../src/utils/clock';
import { AppError, UpstreamError } from '../../../src/utils/errors';
import { idOf, type Id } from '../../../src/utils/ids';
import type { UserActor } from '../../../src/utils/types/actor';
import type { TestClock } from '../../helpers/clock';
import { posted } from '../realWorld';
import { hireOf, isDeed, shareOf, waitOf, type Affair, type MoneyCommand } from './commands';
import { DEEDS, storedJob } from './deeds';
import type { Outside } from './outside';
import { newDeal, type Happened, type MoneyWorld } from './pureMoney';

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
  /** What was done so far, in words. */
  readonly story: string[];
}

/** What happens by itself with money. */
const TASKS = [
  ...(['lapse-hires', 'settle-payments', 'auto-complete-jobs', 'confirm-cash'] as const),
  ...(['mature-earnings', 'follow-payouts', 'remind-debts'] as const),
] as const;

/** The tasks run, and everybody hears of what they did. */
export async function runTasks({ container, drainOutbox }: RealMoney): Promise<void> {
  for (const task of TASKS) {
    await container.tasks.runNow(task);
  }
  await drainOutbox();
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
  wait: async ({ real, command }) => {
    real.clock.advance(hours(waitOf(command)));
    await runTasks(real);
  },
  payer: ({ real, command }) => real.outside.pay(command),
  transfer: ({ real, command }) => real.outside.endTransfer(command),
  mood: ({ real, command }) => real.outside.change(command),
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

/** What has become of a job: no sum of the server's is in it but what is held, to compare. */
export async function look(jobId: Id): Promise<Happened & { readonly held: number }> {
  const { status, firmAt, cash, money } = await storedJob(jobId);
  const funded = await ChangeOrderModel.countDocuments({ jobId, status: 'Funded' });
  return {
    status,
    isFirm: firmAt !== undefined,
    isConfirmed: cash?.confirmedAt !== undefined,
    extrasFunded: funded,
    isWaived: money?.isFeeWaived ?? null,
    held: money?.held ?? 0,
  };
}
