import { agree, begin, moneyOf } from './agree';
import type { Players } from './chapters';
import { payHire } from './pay';
import { expectThat, pounds, say } from './stage';

const PRICE = 50_000;
const SPLIT = { clientAmount: 20_000, craftsmanAmount: 30_000 } as const;
/** Five percent of what the craftsman gets. */
const FEE = 1_500;

/** The client is not content; staff gives a part of the price to each. */
export async function quarrel({ client, karim: craftsman, moderator }: Players): Promise<void> {
  say('11. A dispute: the work stops half done, staff splits the price');
  const pair = { client, craftsman };
  const jobId = await agree(pair, { title: 'Tiles for the bath', price: PRICE, paymentType: 'Escrow' });
  await payHire(client, jobId);
  await begin(pair, jobId);
  const complaint = { jobId, reason: 'poor_quality', description: 'Half of the tiles are crooked.' };
  const { id, inDispute } = await client.do('POST', '/disputes', complaint);
  expectThat(inDispute === PRICE, 'the whole price is in dispute', inDispute);
  await craftsman.hears('job_update', { event: 'dispute', jobId });
  const decision = { decision: 'split', reason: 'The photos show that a part is good.', ...SPLIT };
  await moderator.do('POST', `/admin/disputes/${String(id)}/resolve`, decision);
  for (const person of [client, craftsman]) {
    await person.hears('job_update', { event: 'disputeSettled', jobId });
    const seen = await person.do('GET', `/disputes/${String(id)}`);
    const { clientAmount, craftsmanAmount } = seen['decision'] as typeof SPLIT;
    const isSo = clientAmount === SPLIT.clientAmount && craftsmanAmount === SPLIT.craftsmanAmount;
    expectThat(isSo, `${person.name} sees both amounts`, seen['decision']);
    say(`    ${person.name} sees: ${pounds(clientAmount)} to Mona, ${pounds(craftsmanAmount)} to Karim`);
  }
  const { held, fee } = await moneyOf(craftsman, jobId);
  expectThat(held === 0 && fee === FEE, 'nothing is held any more; the fee is of his part', { held, fee });
  say(`    fee, out of Karim’s part: ${pounds(fee)}`);
}
