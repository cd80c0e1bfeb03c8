import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { purseName } from '../../src/services/ledger/accounts';
import type { NewEntry } from '../../src/services/ledger/entry';
import { AlreadyPosted } from '../../src/services/ledger/ledger.service';
import { walletCredited } from '../../src/services/ledger/postings/payment.postings';
import { withdrawalReserved } from '../../src/services/ledger/postings/withdrawal.postings';
import { idOf, newId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import { startTestApp } from '../helpers/app';
import { balanceOf, expectLedgerSound, postAll } from '../helpers/ledger';

const app = startTestApp();
const freshId = (): string => idOf(newId());
const egp = (amountMinor: number) => money(amountMinor, 'EGP');
const topUp = (userId: string, amountMinor: number): NewEntry =>
  walletCredited({
    why: 'toppedUp',
    userId,
    paymentId: freshId(),
    gateway: 'sandbox',
    amount: egp(amountMinor),
  });
const reserve = (userId: string, amountMinor: number): NewEntry =>
  withdrawalReserved({ withdrawalId: freshId(), userId, amount: egp(amountMinor) });
const availableOf = (userId: string): Promise<number> => balanceOf(purseName(userId, 'available', 'EGP'));
const settle = (entries: readonly NewEntry[]): Promise<PromiseSettledResult<void>[]> =>
  Promise.allSettled(entries.map((entry) => postAll(app, entry)));

it('lands 50 postings to one wallet at once, each once', async () => {
  const userId = freshId();

  const results = await settle(Array.from({ length: 50 }, () => topUp(userId, 100)));

  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(await availableOf(userId)).toBe(5_000);
  expect(await LedgerEntryModel.countDocuments({ key: { $exists: true } })).toBe(50);
  await expectLedgerSound();
});

it('lets only as much out of a wallet as there is', async () => {
  const userId = freshId();
  await postAll(app, topUp(userId, 1_000));

  const results = await settle(Array.from({ length: 12 }, () => reserve(userId, 300)));

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await availableOf(userId)).toBe(100);
  await expectLedgerSound();
});

it('posts one fact once, however many want to at the same time', async () => {
  const userId = freshId();
  const fact = topUp(userId, 700);

  const results = await settle(Array.from({ length: 10 }, () => fact));

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  expect(reasons.every((reason) => reason instanceof AlreadyPosted)).toBe(true);
  expect(await availableOf(userId)).toBe(700);
  await expectLedgerSound();
});

it('moves money to and fro between two wallets without standing still', async () => {
  const [one, two] = [freshId(), freshId()];
  await postAll(app, topUp(one, 1_000), topUp(two, 1_000));

  await settle(Array.from({ length: 20 }, (_, index) => topUp(index % 2 === 0 ? one : two, 10)));
  await app.container.tasks.runNow('anchor-ledger');

  expect([await availableOf(one), await availableOf(two)]).toEqual([1_100, 1_100]);
  await expectLedgerSound();
});
