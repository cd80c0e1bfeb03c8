import type { Person } from './person';
import { expectThat, pounds } from './stage';

/** The two sides of a job. */
export interface Pair {
  readonly client: Person;
  readonly craftsman: Person;
}

/** What is to be done, for how much, and how it is paid. */
export interface Deal {
  readonly title: string;
  readonly price: number;
  readonly paymentType: 'Cash' | 'Escrow' | 'CashProtected';
  readonly jobDate?: string;
}

/** A job that two have agreed on: posted, quoted, accepted. */
export async function agree({ client, craftsman }: Pair, deal: Deal): Promise<string> {
  const { price, ...job } = deal;
  const { id } = await client.do('POST', '/jobs', {
    ...job,
    description: `${deal.title}: please bring what it takes.`,
    service: 'Plumbing',
    address: { city: 'Cairo', street: '14 Road 9, Maadi' },
    location: { longitude: 31.256912, latitude: 29.960234 },
    jobPrice: price,
  });
  const jobId = String(id);
  const quote = await craftsman.do('POST', `/jobs/${jobId}/quotes`, { price });
  await client.do('POST', `/jobs/${jobId}/quotes/${String(quote['id'])}/accept`);
  return jobId;
}

/** On the way, begun. */
export async function begin({ client, craftsman }: Pair, jobId: string): Promise<void> {
  for (const status of ['On The Way', 'In Progress']) {
    await craftsman.do('PATCH', `/jobs/${jobId}/status`, { status });
    await client.hears('job_update', { jobId, status });
  }
}

/** The craftsman says that it is done, the client agrees. */
export async function finish({ client, craftsman }: Pair, jobId: string): Promise<void> {
  const status = 'Completed';
  for (const person of [craftsman, client]) {
    await person.do('PATCH', `/jobs/${jobId}/status`, { status });
  }
  await craftsman.hears('job_update', { jobId, status });
}

/** Both say how much was paid from hand to hand: the cash is confirmed. */
export async function payInCash(
  { client, craftsman }: Pair,
  { jobId, amount }: { readonly jobId: string; readonly amount: number },
): Promise<void> {
  const at = `/jobs/${jobId}/cash-confirmation`;
  await craftsman.do('POST', at, { amount });
  await client.hears('job_update', { jobId, event: 'cashStated', by: 'craftsman' });
  await client.do('POST', at, { amount });
  await craftsman.hears('job_update', { jobId, event: 'cashConfirmed' });
}

/** What has become of a job's money. */
export interface JobMoney {
  readonly price: number;
  readonly due: number;
  readonly held: number;
  readonly released: number;
  readonly fee: number;
  readonly isFeeWaived: boolean | null;
}

/** The money of a job, as a side of it sees it. */
export async function moneyOf(person: Person, jobId: string): Promise<JobMoney> {
  const { money } = await person.do('GET', `/jobs/${jobId}`);
  return money as JobMoney;
}

/** Our fee in words; the play knows how much it is. */
export async function feeOf(person: Person, { jobId, fee }: { jobId: string; fee: number }): Promise<string> {
  const money = await moneyOf(person, jobId);
  expectThat(money.fee === fee, `the fee of the job is ${pounds(fee)}`, money);
  return money.isFeeWaived ? 'waived: one of his first two jobs' : pounds(fee);
}
