import type { Json, Person } from './person';
import { expectThat, pounds, say, visit } from './stage';

/** Pays what a hire needs, with a card on the gateway's page, and waits until the gateway has told the server. */
export async function payHire(client: Person, jobId: string): Promise<void> {
  const body = { purpose: 'job', jobId, provider: 'sandbox' };
  await payOnPage(client, await client.do('POST', '/payments/initiate', body));
  await client.hears('wallet_update', { event: 'paymentCaptured', jobId });
  await client.hears('job_update', { event: 'hireFirm', jobId });
}

/** Pays into one's own wallet, in the same way. */
export async function topUp(person: Person, amount: number): Promise<void> {
  const payment = await person.do('POST', '/wallet/topup', { amount, provider: 'sandbox' });
  await payOnPage(person, payment);
  await person.hears('wallet_update', { event: 'paymentCaptured', paymentId: payment['id'] });
}

/** Opens the pay page and sends its form, as a browser would. */
async function payOnPage(person: Person, payment: Json): Promise<void> {
  const url = String(payment['paymentUrl']);
  const page = await visit(url);
  const html = await page.text();
  expectThat(page.ok && html.includes('<form'), `${person.name} sees the pay page`, `${page.status} ${url}`);
  const form = new URLSearchParams({ action: 'pay', card: 'success' });
  const answer = await visit(url, { method: 'POST', body: form });
  expectThat(answer.ok, `${person.name} pays on the page`, `${answer.status} ${await answer.text()}`);
  say(`    ${person.name} pays ${pounds(payment['amount'])} with a test card`);
}
