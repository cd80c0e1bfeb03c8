import { agree, begin, feeOf, finish, payInCash } from './agree';
import type { Players } from './chapters';
import { topUp } from './pay';
import type { Person } from './person';
import { expectThat, pounds, say, until, visit } from './stage';

const PRICE = 20_000;
const FEE = 1_000;
const BANK = { kind: 'bank', holder: 'Karim Demo', iban: 'EG380019000500000000263180002' } as const;

/** The fee of a cash job is taken from the craftsman's wallet at once. */
export async function payFee({ client, karim: craftsman }: Players): Promise<void> {
  say('14. Karim fills his wallet; the fee of a cash job is taken from there');
  const pair = { client, craftsman };
  await topUp(craftsman, 30_000);
  const jobId = await agree(pair, { title: 'The tap is loose', price: PRICE, paymentType: 'Cash' });
  await begin(pair, jobId);
  await finish(pair, jobId);
  await payInCash(pair, { jobId, amount: PRICE });
  await craftsman.hears('wallet_update', { event: 'feeCharged', jobId, amount: FEE, owed: 0 });
  say(`    fee: ${await feeOf(craftsman, { jobId, fee: FEE })}`);
}

/** Money leaves for a bank account: only for somebody whose address is verified, and never more than there is. */
export async function withdraw({ karim }: Players, url: string): Promise<void> {
  say('15. Karim confirms his e-mail, says where his money goes, and takes some out');
  const early = await karim.ask('PUT', '/wallet/payout-details', BANK);
  expectThat(early.status === 403, 'nothing leaves before a contact is verified: 403', early);
  await confirmEmail(karim, url);
  const { number } = await karim.do('PUT', '/wallet/payout-details', BANK);
  const greedy = await karim.ask('POST', '/wallet/withdraw', { amount: 30_000 });
  expectThat(greedy.status === 409, 'more than there is cannot be taken out: 409', greedy);
  const { id } = await karim.do('POST', '/wallet/withdraw', { amount: 20_000 });
  await karim.hears('wallet_update', { withdrawalId: id, status: 'Paid' });
  say(`    ${pounds(20_000)} went to ${String(number)}`);
}

/** Follows the link of the letter that the developer inbox has caught. */
async function confirmEmail(person: Person, url: string): Promise<void> {
  const { email } = await person.do('GET', '/users/me');
  const inbox = `${url}/dev/inbox?channel=email&to=${encodeURIComponent(String(email))}`;
  const token = await until(() => mailedToken(inbox), {
    expected: `a letter to ${String(email)} with a link`,
    found: () => 'none in /dev/inbox',
  });
  await person.do('POST', '/auth/verify-email', { token });
  say(`    ${person.name} opens the link of the letter`);
}

async function mailedToken(inbox: string): Promise<string | undefined> {
  const answer = await visit(inbox, { headers: { accept: 'application/json' } });
  const { data = [] } = (await answer.json()) as { data?: readonly { readonly text: string }[] };
  const link = data.map(({ text }) => /\/verify-email\?token=([\w.-]+)/.exec(text)?.[1]);
  return link.find((token) => token !== undefined);
}
