import { JobModel } from '../../src/models/job.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { QuoteModel } from '../../src/models/quote.model';
import { SessionModel } from '../../src/models/session.model';
import { UserModel } from '../../src/models/user.model';
import { makeErasures, erasureSteps } from '../../src/services/privacy/erasures';
import type { ErasureStep } from '../../src/services/privacy/erasureStep';
import { findLeftovers } from '../../src/services/privacy/leftovers';
import { reportErased } from '../../scripts/checks/erased';
import { days, hours } from '../../src/utils/clock';
import { aTalk, write } from '../factories/conversation';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob, storedJob } from '../factories/job';
import { aClient, PASSWORD, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
import { crashThrough, type CrashStory } from '../helpers/crashWalk';
import { expectLedgerSound } from '../helpers/ledger';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
/** Between every two steps that differ in what is lost. */
const CHOSEN = [
  'answered update quotes',
  'answered update jobs',
  'answered findAndModify users',
  'answered update sessions',
  'answered insert outbox',
  'sent commitTransaction 1',
  'answered commitTransaction 1',
];

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

const erase = ({ as }: Pick<MadeUser, 'as'>) => as.delete('/api/users/me').send({ password: PASSWORD });
const shellOf = ({ user }: MadeUser) => UserModel.findById(user._id).orFail().lean();

describe('an account that is erased while something else happens', () => {
  it('is erased once when that is asked twice at once', async () => {
    const mona = await aClient(app);

    const answers = await Promise.all([erase(mona), erase(mona), erase(mona)]);

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 400, 401, 404].includes(status))).toBe(true);
    expect(await OutboxRowModel.countDocuments({ event: 'account.erased', handler: 'sweep' })).toBe(1);
  });

  it.each([1, 2, 3])('is hired or has gone, never both (%i)', async () => {
    const karim = await aVerifiedCraftsman(app);
    const { client, jobId, quote } = await aJob(app, { craftsman: karim }).quoted(1);

    const [hiring, leaving] = await Promise.all([
      client.as.post(`/api/jobs/${jobId}/quotes/${quote._id.toHexString()}/accept`),
      erase(karim),
    ]);

    const isHired = (await storedJob(jobId)).status === 'Hired';
    expect([hiring.status, leaving.status]).toEqual(isHired ? [200, 409] : [409, 200]);
    expect((await shellOf(karim)).erasure !== undefined).toBe(!isHired);
  });

  it('leaves no job that was posted in the same instant', async () => {
    const mona = await aClient(app);
    const { job } = await aJob(app).posted();
    await erase(mona);
    // As a request that was under way would have left it.
    await JobModel.updateOne({ _id: job._id }, { $set: { clientId: mona.user._id } });

    await app.drainOutbox();

    expect((await storedJob(job._id.toHexString())).status).toBe('Cancelled');
    expect(await reportErased(app.clock.now())).toBe(true);
  });
});

describe('what follows an erasure', () => {
  it('may stop after any of its steps, and is done when it was begun again', async () => {
    const stopAfter = (last: ErasureStep): ErasureStep[] =>
      erasureSteps.flatMap((step) => {
        const stop: ErasureStep = { name: 'stop', run: () => Promise.reject(new Error('killed')) };
        return step === last ? [step, stop] : [step];
      });
    const talk = await aTalk(app);
    const mona = talk.client;
    await write(mona, talk, 'My words');
    await erase(mona);

    for (const last of erasureSteps) {
      await expect(makeErasures(app.container, stopAfter(last)).sweep(mona.id)).rejects.toThrow('killed');
    }
    expect((await shellOf(mona)).erasure?.sweepAt).toEqual((await shellOf(mona)).erasure?.at);
    await makeErasures(app.container).sweep(mona.id);

    expect(await findLeftovers(await shellOf(mona))).toEqual([]);
    await expectLedgerSound();
  });

  it('goes on each day for a month, because others still end what they had with him, and then stops', async () => {
    const mona = await aClient(app);
    await erase(mona);
    await app.drainOutbox();
    const sweepAfter = (time: number): Promise<number> => {
      app.clock.advance(time);
      return app.container.erasures.due(10, new AbortController().signal);
    };

    const swept = [
      await sweepAfter(hours(23)),
      await sweepAfter(hours(1)),
      await sweepAfter(days(30)),
      await sweepAfter(days(30)),
    ];

    expect(swept).toEqual([0, 1, 1, 0]);
    expect((await shellOf(mona)).erasure?.sweepAt).toBeUndefined();
  });
});

/** Erases; once the request has been sent again, it has happened once, or not at all and then now. */
async function anErasure(): Promise<CrashStory> {
  const karim = await aVerifiedCraftsman(app);
  const bid = await aJob(app, { craftsman: karim }).quoted(1);
  const body = { password: PASSWORD };
  return {
    request: { method: 'DELETE', path: '/api/users/me', token: karim.token, body },
    async check({ point, status }) {
      // Whoever had been erased already is nobody when he asks again.
      expect({ point, isDone: [200, 401].includes(status) }).toEqual({ point, isDone: true });
      const shell = await shellOf(karim);
      expect([shell.email, shell.roles, shell.erasure !== undefined]).toEqual([undefined, [], true]);
      expect((await QuoteModel.findById(bid.quote._id).lean())?.status).toBe('Withdrawn');
      expect((await storedJob(bid.jobId)).quoteCount).toBe(0);
      const living = { userId: karim.user._id, endedAt: null };
      expect(await SessionModel.countDocuments(living)).toBe(0);
      const told = { event: 'account.erased', handler: 'sweep', 'data.userId': karim.id };
      expect(await OutboxRowModel.countDocuments(told)).toBe(1);
    },
  };
}

it('happens once when the server is killed in the middle and the owner asks again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [{ chosen: CHOSEN, make: anErasure }]);

  expect(crashes).toBeGreaterThanOrEqual(CHOSEN.length);
}, 900_000);
