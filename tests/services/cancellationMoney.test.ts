import { LedgerLineModel, type LedgerLine } from '../../src/models/ledgerLine.model';
import { after, days, hours, minutes, seconds } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { aFundedJob, topUp, type FundedOverrides } from '../factories/fundedJob';
import { storedJob, type QuotedJob } from '../factories/job';
import { aModerator, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';
import { entriesOf, expectMoneySound, pursesOf } from '../helpers/jobMoney';
import { noticesTo } from '../helpers/offers';

const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));

const post = (client: MadeUser, { job }: QuotedJob) =>
  as(client)
    .post('/api/jobs')
    .send({
      title: 'Kitchen sink leaks',
      description: 'Water drips from the pipe below the sink.',
      service: idOf(job.serviceId),
      address: { city: 'Cairo' },
      location: { latitude: 30, longitude: 31 },
    });

afterEach(expectMoneySound);

const PAYMENT_TYPES = ['Escrow', 'Cash', 'CashProtected'] as const;
const STAGES = ['hired', 'onTheWay', 'inProgress', 'submitted'] as const;
/** How far away the agreed hour is. */
const WHEN = { early: hours(48), late: hours(3), missed: -hours(1) } as const;

interface Case {
  readonly side: 'client' | 'craftsman' | 'staff';
  readonly action: 'cancel' | 'noShow' | 'complete';
  readonly when: keyof typeof WHEN;
}

interface Sums {
  pays: number;
  receives: number;
}
type Sides = Record<'client' | 'craftsman' | 'platform', Sums>;

/** What a side gave and got by the lines of the ledger that the act has written. */
function sidesOf({ client, craftsman, jobId }: QuotedJob, lines: readonly LedgerLine[]): Sides {
  const sum = (of: RegExp): number =>
    lines.filter(({ account }) => of.test(account)).reduce((all, { amountMinor }) => all + amountMinor, 0);
  const fromHeld = sum(new RegExp(`^hold:job:${jobId}`));
  const clientNet = sum(new RegExp(`^(user:${client.id}:|hold:refund:)`));
  const back = lines
    .filter(
      ({ kind, account }) => kind === 'cancellation.settled' && account.startsWith(`user:${client.id}:`),
    )
    .reduce((all, { amountMinor }) => all + amountMinor, 0);
  const own = lines.filter(({ account }) => account.startsWith(`user:${craftsman.id}:`));
  const of = (sign: 1 | -1): number =>
    own
      .filter(({ amountMinor }) => Math.sign(amountMinor) === sign)
      .reduce((all, { amountMinor }) => all + amountMinor * sign, 0);
  return {
    client: { pays: 0 - fromHeld - clientNet, receives: back },
    craftsman: { pays: of(-1), receives: of(1) },
    platform: { pays: 0, receives: sum(/^platform:/) },
  };
}

const linesSince = async (known: ReadonlySet<string>): Promise<LedgerLine[]> =>
  (await LedgerLineModel.find({ entryId: { $exists: true } }).lean<LedgerLine[]>()).filter(
    ({ _id }) => !known.has(idOf(_id)),
  );

const ACTS = {
  cancel: (who: MadeUser, jobId: string) =>
    as(who).patch(`/api/jobs/${jobId}/status`).send({ status: 'Cancelled' }),
  noShow: (who: MadeUser, jobId: string) => as(who).post(`/api/jobs/${jobId}/no-show`).send({}),
  complete: (who: MadeUser, jobId: string) =>
    as(who).patch(`/api/jobs/${jobId}/status`).send({ status: 'Completed' }),
} as const;

/** Looks, then acts: both are refused, or the ledger says what the preview said. */
async function check(made: QuotedJob, { side, action }: Case): Promise<boolean> {
  const who = side === 'staff' ? await aModerator(app) : made[side];
  const known = new Set(
    (await LedgerLineModel.find({ entryId: { $exists: true } }).lean<LedgerLine[]>()).map(({ _id }) =>
      idOf(_id),
    ),
  );

  const seen = await as(who).post(`/api/jobs/${made.jobId}/actions/preview`).send({ action });
  const done = await ACTS[action](who, made.jobId);

  if (seen.status !== 200) {
    const refusals = [seen, done].map(({ status, body }) => [status, body.code]);
    // The craftsman's `Completed` is his work handed in.
    expect(action === 'complete' && side === 'craftsman' ? refusals[0] : refusals[1]).toEqual(refusals[0]);
    return false;
  }
  expect(done.status).toBe(200);
  if (action === 'complete') {
    app.clock.advance(hours(24));
    await app.container.tasks.runNow('confirm-cash');
  }
  expect(seen.body.data.charged).toBe(true);
  expect(sidesOf(made, await linesSince(known))).toEqual(seen.body.data.amounts);
  expect((await storedJob(made.jobId)).money?.held).toBe(0);
  return true;
}

const CASES: readonly Case[] = [
  ...(['client', 'craftsman', 'staff'] as const).flatMap((side) =>
    (['early', 'late'] as const).map((when) => ({ side, action: 'cancel', when }) as const),
  ),
  { side: 'client', action: 'noShow', when: 'missed' },
  { side: 'craftsman', action: 'noShow', when: 'missed' },
  { side: 'client', action: 'complete', when: 'late' },
  { side: 'craftsman', action: 'complete', when: 'late' },
];

const agreed = (when: keyof typeof WHEN): FundedOverrides => ({
  scheduledAt: after(app.clock.now(), WHEN[when]),
  scheduledHasTime: true,
});

describe('the preview and the act', () => {
  const all = PAYMENT_TYPES.flatMap((paymentType) => STAGES.map((stage) => ({ paymentType, stage })));

  it.each(all)('move the same piastres: $paymentType, $stage', async ({ paymentType, stage }) => {
    let moved = 0;
    for (const one of CASES) {
      // An odd price, that something is left to round; a wallet that pays a part of what is charged.
      const made = await aFundedJob(app, { paymentType, stage, ...agreed(one.when) });
      await topUp(app, made.client.id, 1_001);
      await topUp(app, made.craftsman.id, 777);
      app.clock.advance(minutes(6));
      moved += Number(await check(made, one));
    }
    expect(moved).toBeGreaterThan(0);
  });
});

describe('a fee of the client', () => {
  it('is taken out of what is held; the rest goes back to him, and the craftsman’s part waits', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay' });

    await ACTS.cancel(made.client, made.jobId);

    // 30 % of EGP 450, four fifths of it the craftsman's.
    expect(await pursesOf(made.client.id)).toEqual({ available: 31_500 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 10_800 });
    expect(await entriesOf(made.jobId)).toEqual(['cancellation.settled', 'job.funded']);
    expect((await storedJob(made.jobId)).money).toMatchObject({ held: 0, released: 13_500, fee: 0 });
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual(['jobCancelled', 'moneyReturned']);
    expect(await noticesTo(made.craftsman.id)).toEqual(['earningOpened', 'jobCancelled']);
  });

  it('is his debt where nothing is held, blocks new jobs, and is paid to the craftsman by his next top-up', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay', paymentType: 'Cash' });
    await topUp(app, made.client.id, 3_500);

    await ACTS.cancel(made.client, made.jobId);

    expect(await pursesOf(made.client.id)).toEqual({ feeDebt: -10_000 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ available: 2_800, claim: 8_000 });
    const refused = await as(made.client).post(`/api/jobs/${made.jobId}/repost`).send({});
    expect([refused.status, refused.body.code]).toEqual([409, 'job.feeDebt']);
    app.clock.advance(seconds(1));
    const posted = await post(made.client, made);
    expect([posted.status, posted.body.code]).toEqual([409, 'job.feeDebt']);
    await topUp(app, made.client.id, 4_001);
    expect(await pursesOf(made.craftsman.id)).toEqual({ available: 6_000, claim: 4_800 });
    await topUp(app, made.client.id, 10_000);
    expect(await pursesOf(made.client.id)).toEqual({ available: 4_001 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ available: 10_800 });
    expect((await post(made.client, made)).status).toBe(201);
    expect((await as(made.client).post(`/api/jobs/${made.jobId}/repost`).send({})).status).toBe(201);
    await app.drainOutbox();
    expect(await noticesTo(made.client.id)).toEqual(['debtRepaid', 'debtRepaid', 'feeOwed', 'jobCancelled']);
    expect(await noticesTo(made.craftsman.id)).toEqual(['claimPaid', 'claimPaid', 'jobCancelled']);
  });

  it('takes the deposit first and what it lacks from the wallet or as debt', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay', paymentType: 'CashProtected' });

    await ACTS.cancel(made.client, made.jobId);

    expect(await pursesOf(made.client.id)).toEqual({ feeDebt: -6_750 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ pending: 5_400, claim: 5_400 });
    expect(await entriesOf(made.jobId)).toEqual([
      'cancellation.feeOwed',
      'cancellation.settled',
      'job.funded',
    ]);
  });
});

describe('a craftsman who does not come', () => {
  it('pays a penalty for turning back, and everything held goes back', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay' });

    await ACTS.cancel(made.craftsman, made.jobId);

    expect(await pursesOf(made.client.id)).toEqual({ available: 45_000 });
    expect(await pursesOf(made.craftsman.id)).toEqual({ feeDebt: -4_500 });
    expect(await entriesOf(made.jobId)).toEqual([
      'cancellation.settled',
      'craftsman.penaltyTaken',
      'job.funded',
    ]);
  });

  it('gives the deposit back when the client reports him absent', async () => {
    const made = await aFundedJob(app, { paymentType: 'CashProtected', ...agreed('missed') });

    await ACTS.noShow(made.client, made.jobId);

    expect(await pursesOf(made.client.id)).toEqual({ available: 6_750 });
    app.clock.advance(days(1));
  });

  it('costs nobody anything when staff ends it', async () => {
    const made = await aFundedJob(app, { stage: 'onTheWay' });
    const moderator = await aModerator(app);

    await as(moderator).delete(`/api/admin/jobs/${made.jobId}`).send({ reason: 'Spam' });

    expect(await pursesOf(made.client.id)).toEqual({ available: 45_000 });
    expect(await pursesOf(made.craftsman.id)).toEqual({});
  });
});
