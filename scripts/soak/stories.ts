import type { Random } from '../../seeds/world/random';
import type { Json, Tally } from './caller';
import { payHire, topUp, type Player } from './player';

/** Who plays, and what he draws. */
export interface Stage {
  readonly client: Player;
  readonly craftsman: Player;
  readonly random: Random;
  readonly tally: Tally;
}

type PaymentType = 'Cash' | 'Escrow';
type Story = (stage: Stage) => Promise<void>;

const BANK = { kind: 'bank', holder: 'Karim Hassan', iban: 'EG380019000500000000263180002' } as const;
/** The gateway refuses some amounts by their last two digits: these are whole pounds. */
const POUND = 100;
const START = 2_000 * POUND;
const LEAST_WITHDRAWAL = 50 * POUND;

/** Both fill their wallets and say where their money goes. */
export async function begin({ client, craftsman, tally }: Stage): Promise<void> {
  for (const player of [client, craftsman]) {
    await player.do('PUT', '/wallet/payout-details', BANK);
    await topUp(player, START, tally);
  }
}

interface Agreed {
  readonly jobId: string;
  readonly price: number;
}

async function agree({ client, craftsman, random }: Stage, paymentType: PaymentType): Promise<Agreed> {
  const price = (1 + random.below(30)) * 10 * POUND;
  const job = await client.do('POST', '/jobs', {
    title: 'The tap drips',
    description: 'Water drips from the tap in the kitchen.',
    service: 'Plumbing',
    address: { city: 'Cairo', street: '14 Road 9, Maadi' },
    location: { longitude: 31.256912, latitude: 29.960234 },
    jobPrice: price,
    paymentType,
  });
  const jobId = String(job['id']);
  client.told.jobs.set(jobId, String(job['status']));
  const { id } = await craftsman.do('POST', `/jobs/${jobId}/quotes`, { price });
  craftsman.told.quotes.push(String(id));
  await client.do('POST', `/jobs/${jobId}/quotes/${String(id)}/accept`);
  client.told.jobs.set(jobId, 'Hired');
  return { jobId, price };
}

/** He changes the status; the client's book has what he was told. */
async function move({ client }: Stage, by: Player, { jobId, status }: Json): Promise<void> {
  const body = { status, ...(status === 'Cancelled' && { reason: 'It runs again.' }) };
  const job = await by.do('PATCH', `/jobs/${String(jobId)}/status`, body);
  client.told.jobs.set(String(jobId), String(job['status']));
}

async function work(stage: Stage, jobId: string): Promise<void> {
  for (const status of ['On The Way', 'In Progress', 'Completed']) {
    await move(stage, stage.craftsman, { jobId, status });
  }
}

/** The fee of a job, as its craftsman is told it. */
async function feeTold({ craftsman }: Stage, jobId: string): Promise<number> {
  const { money } = await craftsman.do('GET', `/jobs/${jobId}`);
  return Number((money as Json)['fee']);
}

const escrow =
  (way: 'wallet' | 'sandbox'): Story =>
  async (stage) => {
    const { client, craftsman, random, tally } = stage;
    const { jobId, price } = await agree(stage, 'Escrow');
    await payHire(client, { jobId, price, way }, tally);
    await work(stage, jobId);
    if (random.next() < 0.5) {
      await client.do('POST', `/jobs/${jobId}/release`, { amount: price / 2 });
    }
    await move(stage, client, { jobId, status: 'Completed' });
    craftsman.told.worth += price - (await feeTold(stage, jobId));
  };

const cash: Story = async (stage) => {
  const { client, craftsman } = stage;
  const { jobId, price } = await agree(stage, 'Cash');
  await work(stage, jobId);
  await move(stage, client, { jobId, status: 'Completed' });
  for (const player of [craftsman, client]) {
    await player.do('POST', `/jobs/${jobId}/cash-confirmation`, { amount: price });
  }
  craftsman.told.worth -= await feeTold(stage, jobId);
};

interface Amounts {
  readonly client: { readonly receives: number };
  readonly craftsman: { readonly receives: number };
}

/** The client cancels, right after the hire or when the craftsman is on his way: what the preview says is what counts. */
const cancel =
  (way: 'wallet' | 'sandbox'): Story =>
  async (stage) => {
    const { client, craftsman, random, tally } = stage;
    const { jobId, price } = await agree(stage, 'Escrow');
    await payHire(client, { jobId, price, way }, tally);
    if (random.next() < 0.5) {
      await move(stage, craftsman, { jobId, status: 'On The Way' });
    }
    const { amounts } = await client.do('POST', `/jobs/${jobId}/actions/preview`, { action: 'cancel' });
    const { client: mine, craftsman: his } = amounts as Amounts;
    await move(stage, client, { jobId, status: 'Cancelled' });
    client.told[way === 'wallet' ? 'worth' : 'refunded'] += mine.receives;
    craftsman.told.worth += his.receives;
  };

/** Somebody takes money out, if there is enough. */
const withdraw: Story = async ({ client, craftsman, random }) => {
  const player = random.pick([client, craftsman]);
  const { withdrawableBalance } = await player.do('GET', '/wallet/balance');
  if (Number(withdrawableBalance) >= LEAST_WITHDRAWAL) {
    const { id } = await player.do('POST', '/wallet/withdraw', { amount: LEAST_WITHDRAWAL });
    player.told.withdrawals.push(String(id));
    player.told.worth -= LEAST_WITHDRAWAL;
  }
};

const refill: Story = async ({ client, craftsman, random, tally }) =>
  topUp(random.pick([client, craftsman]), (1 + random.below(20)) * 10 * POUND, tally);

/** One after the other, as drawn; out of an emptied wallet nothing is paid. */
export async function playOne(stage: Stage): Promise<void> {
  const { client, random } = stage;
  const { withdrawableBalance } = await client.do('GET', '/wallet/balance');
  const isRich = Number(withdrawableBalance) >= 300 * POUND;
  const story = random.pick([
    ...(isRich ? [escrow('wallet'), cancel('wallet')] : []),
    escrow('sandbox'),
    cancel('sandbox'),
    cash,
    withdraw,
    refill,
  ] as unknown as [Story, ...Story[]]);
  await story(stage);
}
