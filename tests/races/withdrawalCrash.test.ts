import { randomBytes } from 'node:crypto';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { purseName } from '../../src/services/ledger/accounts';
import { toObjectId } from '../../src/utils/ids';
import { aPayee } from '../factories/wallet';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
import { crashThrough, type CrashStory } from '../helpers/crashWalk';
import { balanceOf, expectLedgerSound } from '../helpers/ledger';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
const FIELD_MASTER_KEY = randomBytes(32).toString('base64');
/** Between every two steps that differ in what is lost. */
const CHOSEN = [
  'answered find payoutDetails',
  'answered update ledgerAccounts',
  'answered insert ledger',
  'answered insert withdrawals',
  'answered insert outbox',
  'sent commitTransaction 1',
  'answered commitTransaction 1',
];

const app = startTestApp({ env: { JWT_SECRET, FIELD_MASTER_KEY } });
const harness = crashHarness(JWT_SECRET, { FIELD_MASTER_KEY });

afterAll(() => harness.stop());

/** Withdraws; once the request has been sent again, everything has happened once. */
async function aWithdrawal(): Promise<CrashStory> {
  const karim = await aPayee(app, 20_000);
  return {
    request: { method: 'POST', path: '/api/wallet/withdraw', token: karim.token, body: { amount: 6_000 } },
    async check({ point, status, body }) {
      expect({ point, status }).toEqual({ point, status: 201 });
      expect(body.data).toMatchObject({ amount: 6_000, destination: { number: 'EG••••0002' } });
      const withdrawals = await WithdrawalModel.find({ userId: toObjectId(karim.id) }).lean();
      expect(withdrawals.map(({ _id }) => _id.toHexString())).toEqual([body.data?.['id']]);
      expect(await balanceOf(purseName(karim.id, 'available', 'EGP'))).toBe(14_000);
      // Reserved once; the server may have sent it on by now, and been told that it has arrived.
      const reserved = await LedgerLineModel.find({ account: purseName(karim.id, 'payout', 'EGP') })
        .sort({ seq: 1 })
        .lean();
      expect([[6_000], [6_000, -6_000]]).toContainEqual(reserved.map(({ amountMinor }) => amountMinor));
      const about = { 'data.userId': karim.id, event: 'withdrawal.requested' };
      const rows = await OutboxRowModel.find(about).lean();
      expect(rows).toHaveLength(new Set(rows.map(({ handler }) => handler)).size);
      await expectLedgerSound();
    },
  };
}

it('withdraws once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [{ chosen: CHOSEN, make: aWithdrawal }]);

  expect(crashes).toBeGreaterThanOrEqual(CHOSEN.length);
}, 900_000);
