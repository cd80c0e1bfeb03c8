import type { Players } from './chapters';
import type { Json, Person } from './person';
import { expectThat, pounds, say, until } from './stage';

/** What each side has in the end, and how it came to that. */
export async function statements({ client, karim, yasmin }: Players): Promise<void> {
  say('16. The books of each side');
  for (const person of [client, karim, yasmin]) {
    await showWallet(person);
  }
}

async function showWallet(person: Person): Promise<void> {
  const balance = await person.do('GET', '/wallet/balance');
  const sums = ['withdrawableBalance', 'pending', 'reserved', 'owed'].map((key) => pounds(balance[key]));
  const [free, pending, reserved, owed] = sums;
  say(`    ${person.name}: ${free} to withdraw, ${pending} pending, ${reserved} reserved, ${owed} owed`);
  const lines = await listOf(person, '/wallet/statement');
  const last = lines[0]?.['balance'] ?? 0;
  expectThat(last === balance['withdrawableBalance'], 'the statement ends with the balance', {
    last,
    balance,
  });
  say('      the statement of what can be withdrawn:');
  for (const { kind, amount, balance: then } of lines.toReversed()) {
    say(`        ${String(kind).padEnd(24)} ${columnOf(amount)} ${columnOf(then)}`);
  }
  say('      all that came and went:');
  for (const { type, status, amount } of (await listOf(person, '/wallet/transactions')).toReversed()) {
    say(`        ${`${String(type)}, ${String(status)}`.padEnd(24)} ${columnOf(amount)}`);
  }
}

async function listOf(person: Person, path: string): Promise<readonly Json[]> {
  const { body } = await person.ask('GET', `${path}?limit=100`);
  return body.data as readonly Json[];
}

const columnOf = (amountMinor: unknown): string => pounds(amountMinor).padStart(12);

/** Staff lets the ledger prove itself. */
export async function audit({ admin }: Players): Promise<void> {
  say('17. Salma lets the ledger prove itself');
  let seen: Json = {};
  const done = await until(
    async () => {
      seen = await admin.do('GET', '/admin/ledger/audit');
      return seen['isRunning'] === true ? undefined : seen;
    },
    { expected: 'the audit of the ledger ends', found: () => seen },
  );
  expectThat(done['isSound'] === true, 'the ledger is sound', done['faults']);
  const counts = Object.entries(done['counts'] as Readonly<Record<string, number>>);
  say(`the ledger is sound: ${counts.map(([sort, count]) => `${count} ${sort}`).join(', ')}`);
}
