import { randomBytes } from 'node:crypto';
import { LedgerLineModel } from '../../src/models/ledgerLine.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { WithdrawalModel } from '../../src/models/withdrawal.model';
import { purseName } from '../../src/services/ledger/accounts';
import { toObjectId } from '../../src/utils/ids';
import { aPayee } from '../factories/wallet';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
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
const WALKS_ALL = process.env['CRASH_POINTS'] === 'all';
const MOST_POINTS = 60;

const app = startTestApp({ env: { JWT_SECRET, FIELD_MASTER_KEY } });
const harness = crashHarness(JWT_SECRET, { FIELD_MASTER_KEY });

afterAll(() => harness.stop());

/** Withdraws at a point; once the request has been sent again, everything has happened once. */
async function withdrawAt(point: string): Promise<boolean> {
  const karim = await aPayee(app, 20_000);

  const { crashed, status, body } = await harness.crashAt(point, {
    method: 'POST',
    path: '/api/wallet/withdraw',
    token: karim.token,
    body: { amount: 6_000 },
  });

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
  const rows = await OutboxRowModel.find({ 'data.userId': karim.id, event: 'withdrawal.requested' }).lean();
  expect(rows).toHaveLength(new Set(rows.map(({ handler }) => handler)).size);
  await expectLedgerSound();
  return crashed;
}

async function withdrawAtEach(points: Iterable<string>): Promise<number> {
  let crashes = 0;
  for (const point of points) {
    if (!(await withdrawAt(point))) {
      break;
    }
    crashes += 1;
  }
  return crashes;
}

function* everyPoint(phase: 'answered' | 'sent'): Generator<string> {
  for (let index = 1; index <= MOST_POINTS; index += 1) {
    yield `${phase} ${index}`;
  }
}

it('withdraws once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const crashes = WALKS_ALL
    ? (await withdrawAtEach(everyPoint('answered'))) + (await withdrawAtEach(everyPoint('sent')))
    : await withdrawAtEach(CHOSEN);

  expect(crashes).toBeGreaterThanOrEqual(CHOSEN.length);
  process.stdout.write(WALKS_ALL ? `killed at ${crashes} points\n` : '');
}, 900_000);
