import { walletCredited } from '../../src/services/ledger/postings/payment.postings';
import { idOf, newId } from '../../src/utils/ids';
import { money } from '../../src/utils/money';
import type { TestApp } from '../helpers/app';
import { postAll } from '../helpers/ledger';
import { aCraftsman, type MadeUser, type UserOverrides } from './user';

/** A valid IBAN of Egypt, as banks print them in examples. */
export const IBAN = 'EG380019000500000000263180002';
export const BANK = { kind: 'bank', holder: 'Karim Hassan', iban: IBAN, bank: 'Nile Bank' } as const;

/** Puts money into a wallet, as a top-up would. */
export const topUp = (app: TestApp, userId: string, amountMinor: number): Promise<void> =>
  postAll(
    app,
    walletCredited({
      why: 'toppedUp',
      userId,
      paymentId: idOf(newId()),
      gateway: 'stripe',
      amount: money(amountMinor, 'EGP'),
    }),
  );

/** A craftsman with money in his wallet, who has said where it shall go. */
export async function aPayee(
  app: TestApp,
  amountMinor: number,
  overrides: UserOverrides = {},
): Promise<MadeUser> {
  const payee = await aCraftsman(app, overrides);
  await topUp(app, payee.id, amountMinor);
  const { status } = await payee.as.put('/api/wallet/payout-details').send(BANK);
  expect(status).toBe(200);
  return payee;
}
