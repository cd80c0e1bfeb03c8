import { randomBytes } from 'node:crypto';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { SandboxTransferModel } from '../../src/models/sandboxTransfer.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { purseName } from '../../src/services/ledger/accounts';
import { makeWithdrawalSending } from '../../src/services/withdrawals/sending';
import { after, hours, minutes } from '../../src/utils/clock';
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
const SENDING = [
  'answered commitTransaction 1',
  'answered insert sandboxTransfers',
  'answered insert ledger',
];

/** Beyond the clocks of all the servers, and within a token's life. */
const LATER_MS = minutes(14);

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

/** As the task does for those of which nothing was heard. */
async function lookUpLater(): Promise<void> {
  const { container } = app;
  const clock = { now: () => after(new Date(), hours(1)) };
  const sending = makeWithdrawalSending({ ...container, payoutGateways: container.gateways, clock });
  await sending.lookUpDue(100);
}

/** Hands a withdrawal to its provider; once that was asked for again, the money has arrived once. */
async function aSending(): Promise<CrashStory> {
  const karim = await aPayee(app, 20_000);
  // What the request puts into the outbox is due later: nobody else sends it.
  app.clock.advance(LATER_MS);
  const answer = await karim.as.post('/api/wallet/withdraw').send({ amount: 6_000 }).expect(201);
  app.clock.set(new Date());
  const id = String(answer.body.data.id);
  return {
    request: { method: 'POST', path: `/api/crash/withdrawals/${id}` },
    async check({ point, status }) {
      expect({ point, status }).toEqual({ point, status: 200 });
      await lookUpLater();
      const stored = await WithdrawalModel.findById(toObjectId(id)).lean();
      expect({ point, status: stored?.status }).toEqual({ point, status: 'Paid' });
      const sent = await SandboxTransferModel.find({ kind: 'payout', ref: toObjectId(id) }).lean();
      expect(sent).toMatchObject([{ amountMinor: 6_000, state: 'done' }]);
      expect(await balanceOf(purseName(karim.id, 'available', 'EGP'))).toBe(14_000);
      expect(await balanceOf(purseName(karim.id, 'payout', 'EGP'))).toBe(0);
      await expectLedgerSound();
    },
  };
}

it('sends a withdrawal once when the server is killed in the middle and it is looked after again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [{ chosen: SENDING, make: aSending }]);

  expect(crashes).toBeGreaterThanOrEqual(SENDING.length);
}, 900_000);

it('withdraws once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [{ chosen: CHOSEN, make: aWithdrawal }]);

  expect(crashes).toBeGreaterThanOrEqual(CHOSEN.length);
}, 900_000);
