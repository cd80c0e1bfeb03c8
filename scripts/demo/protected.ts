import { agree, begin, feeOf, finish, moneyOf, payInCash } from './agree';
import type { Players } from './chapters';
import { topUp } from './pay';
import { expectThat, pounds, say } from './stage';

const PRICE = 40_000;
/** Fifteen percent are paid before, the rest from hand to hand; five percent are our fee. */
const DEPOSIT = 6_000;
const FEE = 2_000;

/** A deposit is paid before the work, from the client's wallet, and pays the fee; the rest is cash. */
export async function protectedCash({ client, karim: craftsman }: Players): Promise<void> {
  say('10. Protected cash: a deposit from Mona’s wallet, the rest from hand to hand');
  const pair = { client, craftsman };
  await topUp(client, 10_000);
  const deal = { title: 'Two new taps', price: PRICE, paymentType: 'CashProtected' } as const;
  const jobId = await agree(pair, deal);
  await client.do('POST', '/payments/initiate', { purpose: 'job', jobId, provider: 'wallet' });
  await craftsman.hears('job_update', { event: 'hireFirm', jobId });
  const { held } = await moneyOf(client, jobId);
  expectThat(held === DEPOSIT, 'the deposit is held', held);
  say(`    held: ${pounds(held)} of ${pounds(PRICE)}`);
  await begin(pair, jobId);
  await finish(pair, jobId);
  await payInCash(pair, { jobId, amount: PRICE });
  await craftsman.hears('wallet_update', { event: 'earningOpened', jobId, amount: DEPOSIT - FEE });
  say(`    fee, out of the deposit: ${await feeOf(craftsman, { jobId, fee: FEE })}`);
}
