import { agree, begin, moneyOf, type Pair } from './agree';
import type { Players } from './chapters';
import { payHire } from './pay';
import type { Person } from './person';
import { expectThat, pounds, say } from './stage';

const PRICE = 50_000;
const SPLIT = { clientAmount: 20_000, craftsmanAmount: 30_000 } as const;
const ON_APPEAL = { clientAmount: 10_000, craftsmanAmount: 40_000 } as const;
/** Five percent of what the craftsman gets in the end. */
const FEE = 2_000;

/** The client is not content; staff gives a part of the price to each; the craftsman appeals, and somebody else decides. */
export async function quarrel({ client, karim: craftsman, moderator, admin }: Players): Promise<void> {
  say('11. A dispute: answered, decided by a moderator, appealed, decided by somebody else');
  const pair = { client, craftsman };
  const { jobId, id } = await disputed(pair, 'Tiles for the bath');
  await craftsman.do('POST', `/disputes/${id}/answer`, { text: 'The wall is crooked, not the tiles.' });
  await client.hears('job_update', { event: 'disputeAnswered', jobId });
  await moderator.do('POST', `/admin/disputes/${id}/take`);
  const decision = { decision: 'split', reason: 'The photos show that a part is good.', ...SPLIT };
  await moderator.do('POST', `/admin/disputes/${id}/resolve`, decision);
  await seenByBoth(pair, { jobId, id, amounts: SPLIT });
  await craftsman.do('POST', `/disputes/${id}/appeal`, { reason: 'Only six of forty tiles are crooked.' });
  await client.hears('job_update', { event: 'disputeAppealed', jobId });
  const again = await moderator.ask('POST', `/admin/disputes/${id}/resolve`, decision);
  expectThat(again.status === 403, 'the same moderator does not decide again: 403', again);
  await admin.do('POST', `/admin/disputes/${id}/resolve`, { ...decision, ...ON_APPEAL });
  await seenByBoth(pair, { jobId, id, amounts: ON_APPEAL });
  const { held, fee } = await moneyOf(craftsman, jobId);
  expectThat(held === 0 && fee === FEE, 'nothing is held any more; the fee is of his part', { held, fee });
  say(`    fee, out of Karim’s part: ${pounds(fee)}`);
}

/** Both say, sealed, what they would accept; the third offer meets, and the running job ends in the middle. */
export async function makeUp({ client, karim: craftsman }: Players): Promise<void> {
  say('12. Another dispute: sealed offers meet, nobody has to decide');
  const pair = { client, craftsman };
  const { jobId, id } = await disputed(pair, 'A shelf for the kitchen');
  const at = `/disputes/${id}/settlement`;
  await craftsman.do('POST', at, { amount: 35_000 });
  const blind = await client.do('GET', `/disputes/${id}`);
  expectThat(blind['myOffer'] === null, 'Mona does not see that Karim has said anything', blind);
  await client.do('POST', at, { amount: 20_000 });
  const unmet = await craftsman.do('GET', `/disputes/${id}`);
  expectThat(unmet['status'] === 'Open', 'they do not meet: nothing has happened', unmet['status']);
  await client.do('POST', at, { amount: 11_000 });
  await seenByBoth(pair, { jobId, id, amounts: { clientAmount: 13_000, craftsmanAmount: 37_000 } });
}

async function disputed(pair: Pair, title: string): Promise<{ jobId: string; id: string }> {
  const { client, craftsman } = pair;
  const jobId = await agree(pair, { title, price: PRICE, paymentType: 'Escrow' });
  await payHire(client, jobId);
  await begin(pair, jobId);
  const complaint = { jobId, reason: 'poor_quality', description: 'Half of it is crooked.' };
  const { id, inDispute } = await client.do('POST', '/disputes', complaint);
  expectThat(inDispute === PRICE, 'the whole price is in dispute', inDispute);
  await craftsman.hears('job_update', { event: 'dispute', jobId });
  return { jobId, id: String(id) };
}

interface Outcome {
  readonly jobId: string;
  readonly id: string;
  readonly amounts: { readonly clientAmount: number; readonly craftsmanAmount: number };
}

async function seenByBoth({ client, craftsman }: Pair, outcome: Outcome): Promise<void> {
  for (const person of [client, craftsman]) {
    await seenBy(person, outcome);
  }
}

async function seenBy(person: Person, { jobId, id, amounts }: Outcome): Promise<void> {
  await person.hears('job_update', { event: 'disputeSettled', jobId });
  const seen = await person.do('GET', `/disputes/${id}`);
  const { clientAmount, craftsmanAmount } = seen['decision'] as Outcome['amounts'];
  const isSo = clientAmount === amounts.clientAmount && craftsmanAmount === amounts.craftsmanAmount;
  expectThat(isSo, `${person.name} sees both amounts`, seen['decision']);
  say(`    ${person.name} sees: ${pounds(clientAmount)} to Mona, ${pounds(craftsmanAmount)} to Karim`);
}
