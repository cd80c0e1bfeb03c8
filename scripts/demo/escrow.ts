import { agree, begin, feeOf, finish, moneyOf } from './agree';
import type { Players } from './chapters';
import { payHire } from './pay';
import { expectThat, pounds, say } from './stage';

const PRICE = 60_000;

/** The price is paid before the work and held until it is done. */
export async function escrow({ client, karim: craftsman }: Players): Promise<void> {
  say('9. Escrow: Mona pays by card, the money is held, Karim earns it');
  const pair = { client, craftsman };
  const jobId = await agree(pair, { title: 'A new water heater', price: PRICE, paymentType: 'Escrow' });
  const early = await craftsman.ask('PATCH', `/jobs/${jobId}/status`, { status: 'On The Way' });
  expectThat(early.status === 409, 'nobody sets out before the hire is paid: 409', early);
  await payHire(client, jobId);
  await craftsman.hears('job_update', { event: 'hireFirm', jobId });
  const { held } = await moneyOf(client, jobId);
  expectThat(held === PRICE, 'the whole price is held', held);
  await begin(pair, jobId);
  await finish(pair, jobId);
  await craftsman.hears('wallet_update', { event: 'earningOpened', jobId, amount: PRICE });
  say(`    fee: ${await feeOf(craftsman, { jobId, fee: 0 })}`);
  const { pending, withdrawableBalance } = await craftsman.do('GET', '/wallet/balance');
  expectThat(pending === PRICE && withdrawableBalance === 0, 'what he earned waits for its time', pending);
  say(`    Karim: ${pounds(pending)} pending, ${pounds(withdrawableBalance)} to withdraw`);
}
