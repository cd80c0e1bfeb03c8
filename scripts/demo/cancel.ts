import { agree, type Pair } from './agree';
import type { Players } from './chapters';
import { payHire } from './pay';
import { expectThat, pounds, say } from './stage';

const PRICE = 60_000;
const IN_THREE_HOURS_MS = 3 * 3_600_000;

interface Sides {
  readonly client: { readonly pays: number; readonly receives: number };
  readonly craftsman: { readonly pays: number; readonly receives: number };
}

/** Free at first; it costs a fee once the craftsman is on his way: what the preview says is what is taken. */
export async function cancel({ client, yasmin: craftsman }: Players): Promise<void> {
  say('13. Mona cancels while Yasmin is on her way: a fee, as the preview said');
  const pair = { client, craftsman };
  const jobDate = new Date(Date.now() + IN_THREE_HOURS_MS).toISOString();
  const deal = { title: 'The shower is blocked', price: PRICE, paymentType: 'Escrow', jobDate } as const;
  const jobId = await agree(pair, deal);
  await payHire(client, jobId);
  const atFirst = await preview(pair, jobId);
  expectThat(atFirst.client.pays === 0, 'just after the hire it is free', atFirst);
  await craftsman.do('PATCH', `/jobs/${jobId}/status`, { status: 'On The Way' });
  await client.hears('job_update', { jobId, status: 'On The Way' });
  const { client: mona, craftsman: yasmin } = await preview(pair, jobId);
  expectThat(mona.pays > 0 && yasmin.receives > 0, 'now it costs a fee', { mona, yasmin });
  await client.do('PATCH', `/jobs/${jobId}/status`, { status: 'Cancelled', reason: 'It runs again.' });
  await client.hears('wallet_update', { event: 'moneyReturned', jobId, amount: mona.receives });
  await craftsman.hears('wallet_update', { event: 'earningOpened', jobId, amount: yasmin.receives });
  await client.hears('wallet_update', { event: 'refundDone', jobId, amount: PRICE - mona.pays });
}

async function preview({ client }: Pair, jobId: string): Promise<Sides> {
  const { amounts } = await client.do('POST', `/jobs/${jobId}/actions/preview`, { action: 'cancel' });
  const sides = amounts as Sides;
  const [fee, back, share] = [sides.client.pays, sides.client.receives, sides.craftsman.receives];
  say(`    the preview: a fee of ${pounds(fee)}, ${pounds(share)} of it to Yasmin; ${pounds(back)} back`);
  return sides;
}
