import { reportRatings } from '../../scripts/checks/ratings';
import { removeDemo, seedDemo } from '../../seeds/seed';
import { InvitationModel } from '../../src/models/invitation.model';
import { JobModel, type Job } from '../../src/models/job.model';
import { ReviewModel } from '../../src/models/review.model';
import { UserModel } from '../../src/models/user.model';
import { QuoteModel, type Quote } from '../../src/models/quote.model';
import { makePasswordHasher } from '../../src/services/passwords/passwordHasher';
import { jobWorkflow } from '../../src/services/workflows/job.workflow';
import { after, days } from '../../src/utils/clock';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { memoryLogger } from '../helpers/logger';

const app = startTestApp();
const passwords = makePasswordHasher({ logger: memoryLogger(), cost: 4 });
const load = (now = app.clock.now()): Promise<number> => seedDemo({ passwords, say: () => undefined, now });
const jobs = (): Promise<Job[]> => JobModel.find().sort({ _id: 1 }).lean<Job[]>().exec();
const quotes = (): Promise<Quote[]> => QuoteModel.find().sort({ _id: 1 }).lean<Quote[]>().exec();

async function signIn(email: string): Promise<string> {
  const answer = await app.http
    .post('/api/auth/login')
    .send({ loginIdentifier: email, password: 'Nile-Sunrise-2026', type: 'clients' });
  return `Bearer ${answer.body.data.token}`;
}

afterAll(() => passwords.stop());

describe('the jobs of the demo', () => {
  it('stand in every state but Disputed, one of them waiting to be accepted', async () => {
    await load();

    const all = await jobs();
    const states = all.map(({ status }) => status).sort();
    const wanted = jobWorkflow.states.filter((state) => state !== 'Disputed');
    expect(states).toEqual([...wanted, 'Completed', 'In Progress'].sort());
    expect(all.filter(({ awaitingAcceptance }) => awaitingAcceptance)).toHaveLength(1);
  });

  it('are reviewed: by both sides and revealed, by one side and sealed; ratings count what is revealed', async () => {
    await load();
    await load();

    const reviews = await ReviewModel.find().sort({ rating: 1, status: 1 }).lean();
    const rated = await UserModel.find({ ratingCount: { $gt: 0 } }, { rating: 1, ratingCount: 1 }).lean();
    expect(reviews.map(({ side, status, rating }) => [side, status, rating])).toEqual([
      ['client', 'Revealed', 4],
      ['craftsman', 'Revealed', 5],
      ['client', 'Sealed', 5],
    ]);
    expect(rated.map(({ rating, ratingCount }) => [rating, ratingCount]).sort()).toEqual([
      [4, 1],
      [5, 1],
    ]);
    const done = (await jobs()).filter(({ status }) => status === 'Completed');
    const windows = done.map(({ reviews: window, reviewedAt }) => [
      window?.written.length,
      window?.revealsAt === undefined,
      reviewedAt !== undefined,
    ]);
    expect(windows.sort()).toEqual([
      [1, false, false],
      [2, true, true],
    ]);
    expect(await reportRatings()).toBe(true);
  });

  it('count what is there: two live quotes on the quoted one, an invitation that is pending', async () => {
    await load();

    const live = (await quotes()).filter(({ isLive }) => isLive);
    const pending = await InvitationModel.find({ isPending: true }).lean();
    for (const job of await jobs()) {
      const own = live.filter(({ jobId }) => jobId.equals(job._id)).length;
      const invited = pending.filter(({ jobId }) => jobId.equals(job._id)).length;
      expect([job.quoteCount, job.cappedQuoteCount]).toEqual([own, own]);
      expect(job.pendingInvitationCount).toBe(invited);
    }
    expect(live).toHaveLength(2);
    expect(pending).toHaveLength(1);
  });

  it('have histories that the workflow table allows, in the order of time, ending where they are', async () => {
    await load();

    for (const { history, status } of await jobs()) {
      const steps = history.slice(1);
      const isAllowed = steps.every(({ event, from, to }) => {
        const step = jobWorkflow.events[event as keyof typeof jobWorkflow.events];
        return step.to === to && step.from.some((state) => state === from);
      });
      const times = history.map(({ at }) => at.getTime());
      expect(isAllowed).toBe(true);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(history.at(-1)?.to).toBe(status);
    }
  });

  it('are not over when they are loaded: nothing expires or is accepted by itself within a day', async () => {
    await load();

    const soon = after(app.clock.now(), days(1));
    const open = (await jobs()).filter(({ isOpen }) => isOpen);
    const live = (await quotes()).filter(({ isLive }) => isLive);
    const ends = [...open, ...live].map(({ expiresAt }) => expiresAt);
    const accepted = (await jobs()).flatMap(({ autoCompletesAt }) => autoCompletesAt ?? []);
    expect([...ends, ...accepted].every((end) => end > soon)).toBe(true);
    expect(accepted).toHaveLength(1);
  });

  it('loaded twice are there once and stay as people left them', async () => {
    await load();
    await JobModel.updateOne({ status: 'Posted' }, { $set: { title: 'The sink is dry again' } });
    const before = [await jobs(), await quotes()];

    await load(after(app.clock.now(), days(3)));

    expect([await jobs(), await quotes()]).toEqual(before);
  });

  it('are the same ones after a reset, and none of anybody is left', async () => {
    await load();
    const first = [await jobs(), await quotes()];

    await removeDemo();
    const left = [await jobs(), await quotes()];
    await load();

    expect(left).toEqual([[], []]);
    expect([await jobs(), await quotes()]).toEqual(first);
  });

  it('of a person who is not there are left out', async () => {
    await aUser(app, { email: 'khaled.client@example.com' });

    await load();

    const owners = new Set((await jobs()).map(({ clientId }) => clientId.toHexString()));
    expect(owners.size).toBe(1);
  });

  it('are seen by their owner and by whom they were offered to', async () => {
    await load();
    const posted = (await jobs()).find(({ status }) => status === 'Posted');

    const owner = await app.http
      .get(`/api/jobs/${posted?._id.toHexString()}`)
      .set('authorization', await signIn('mona.client@example.com'));
    const invited = await app.http
      .get('/api/users/me/invitations')
      .set('authorization', await signIn('karim.plumber@example.com'));

    expect(owner.status).toBe(200);
    expect(owner.body.data).toMatchObject({ status: 'Posted', pendingInvitationCount: 1 });
    expect(invited.body.data).toMatchObject([{ status: 'Pending', job: { title: 'My kitchen sink leaks' } }]);
  });
});
