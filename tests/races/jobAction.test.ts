import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { after, days, hours, minutes } from '../../src/utils/clock';
import { aJob, storedJob, type QuotedJob } from '../factories/job';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { accessTokenOf, clientWith } from '../helpers/as';

const app = startTestApp();

const as = ({ id: userId, sessionId }: MadeUser) =>
  clientWith(app, accessTokenOf(app, { userId, sessionId }));
type Act = (made: QuotedJob) => PromiseLike<{ status: number; body: { currentState?: string } }>;

const wish =
  (side: 'client' | 'craftsman', status: string): Act =>
  (made) =>
    as(made[side]).patch(`/api/jobs/${made.jobId}/status`).send({ status });
const post =
  (side: 'client' | 'craftsman', act: string): Act =>
  (made) =>
    as(made[side]).post(`/api/jobs/${made.jobId}/${act}`).send({});
/** The task finds the job due and loses or wins like anybody else. */
const task =
  (name: string): Act =>
  async () => {
    await app.container.tasks.runNow(name);
    return { status: 0, body: {} };
  };

const statuses = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);
const facts = (): Promise<string[]> =>
  OutboxRowModel.find({ handler: 'log-activity' })
    .lean()
    .then((rows) => rows.map(({ event }) => event));

const ROUNDS = 4;

async function race(make: () => Promise<QuotedJob>, [first, second]: readonly [Act, Act]) {
  const made = await make();
  await OutboxRowModel.deleteMany({});
  const answers = await Promise.all([first(made), second(made)]);
  return { made, answers, job: await storedJob(made.jobId), facts: await facts() };
}

const soon = { scheduledHasTime: true } as const;

describe('two at once on one job', () => {
  it.each([
    [
      'completed twice',
      () => aJob(app).inProgress(),
      wish('client', 'Completed'),
      wish('client', 'Completed'),
    ],
    [
      'completed and cancelled',
      () => aJob(app).hired(),
      wish('client', 'Completed'),
      wish('client', 'Cancelled'),
    ],
    [
      'completed and cancelled by the other side',
      () => aJob(app).onTheWay(),
      wish('client', 'Completed'),
      wish('craftsman', 'Cancelled'),
    ],
    [
      'cancelled by both sides',
      () => aJob(app).hired(),
      wish('client', 'Cancelled'),
      wish('craftsman', 'Cancelled'),
    ],
    [
      'begun twice',
      () => aJob(app).onTheWay(),
      wish('craftsman', 'In Progress'),
      wish('craftsman', 'In Progress'),
    ],
    [
      'submitted twice',
      () => aJob(app).inProgress(),
      wish('craftsman', 'Completed'),
      wish('craftsman', 'Completed'),
    ],
  ] as const)(
    '%s: one wins, the other is told the present state, one fact is noted',
    async (...[, make, one, other]) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { answers, job, facts: told } = await race(make, [one, other]);

        expect(statuses(answers)).toEqual([200, 409]);
        const loser = answers.find(({ status }) => status === 409);
        expect(loser?.body.currentState).toBe(job.status);
        expect(told).toHaveLength(1);
        expect(job.history.filter(({ at }) => at >= app.clock.now()).length).toBeGreaterThan(0);
      }
    },
  );

  it('cancelled while the craftsman sets out: he is on the way and then cancelled, or never left', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { answers, job } = await race(
        () => aJob(app).hired(),
        [wish('client', 'Cancelled'), wish('craftsman', 'On The Way')],
      );

      expect(answers[0]?.status).toBe(200);
      expect(job.status).toBe('Cancelled');
      const path = job.history.slice(-2).map(({ event }) => event);
      const left = answers[1]?.status === 200;
      expect(path.at(-1)).toBe('cancelHired');
      expect(path.includes('setOut')).toBe(left);
    }
  });

  it('sent back while it is accepted: the rework came first, or is refused', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { answers, job } = await race(
        () => aJob(app).submitted(),
        [wish('client', 'Completed'), post('client', 'rework')],
      );

      expect(answers[0]?.status).toBe(200);
      expect(job.status).toBe('Completed');
      expect(job.reworkCount).toBe(answers[1]?.status === 200 ? 1 : 0);
    }
  });

  it('reported absent while he begins: one of the two is true', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const scheduledAt = after(app.clock.now(), -minutes(45));
      const {
        answers,
        job,
        facts: told,
      } = await race(
        () => aJob(app, { ...soon, scheduledAt }).onTheWay(),
        [post('client', 'no-show'), wish('craftsman', 'In Progress')],
      );

      expect(statuses(answers)).toEqual([200, 409]);
      expect(job.status).toBe(answers[0]?.status === 200 ? 'Cancelled' : 'In Progress');
      expect(told).toHaveLength(1);
    }
  });
});

describe('two answers to a proposed time', () => {
  const proposed = () =>
    aJob(app, {
      ...soon,
      scheduledAt: after(app.clock.now(), days(1)),
      reschedule: {
        by: 'client',
        proposedAt: app.clock.now(),
        scheduledAt: after(app.clock.now(), days(2)),
        hasTime: true,
      },
    }).hired();

  it.each([
    [
      'accepted and declined',
      post('craftsman', 'reschedule/accept'),
      post('craftsman', 'reschedule/decline'),
    ],
    ['accepted and taken back', post('craftsman', 'reschedule/accept'), post('client', 'reschedule/decline')],
    ['accepted twice', post('craftsman', 'reschedule/accept'), post('craftsman', 'reschedule/accept')],
  ] as const)('%s: the first one holds', async (_what, one, other) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { made, answers, job, facts: told } = await race(proposed, [one, other]);

      expect(statuses(answers)).toEqual([200, 409]);
      const isMoved = told[0] === 'job.rescheduleAccepted';
      const expected = isMoved ? made.job.reschedule?.scheduledAt : made.job.scheduledAt;
      expect(job.scheduledAt).toEqual(expected);
      expect(job.reschedule).toBeUndefined();
      expect(told).toHaveLength(1);
    }
  });

  it('proposed by both sides: one proposal stands', async () => {
    const scheduledAt = after(app.clock.now(), days(3)).toISOString();
    const propose =
      (side: 'client' | 'craftsman'): Act =>
      (made) =>
        as(made[side]).post(`/api/jobs/${made.jobId}/reschedule`).send({ scheduledAt });

    const { answers, job } = await race(() => aJob(app).hired(), [propose('client'), propose('craftsman')]);

    expect(statuses(answers)).toEqual([200, 409]);
    expect(job.reschedule?.by).toBe(answers[0]?.status === 200 ? 'client' : 'craftsman');
  });
});

describe('the clock against people', () => {
  it('does not accept what is sent back in the same moment, nor the other way round', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const {
        answers,
        job,
        facts: told,
      } = await race(async () => {
        const made = await aJob(app).submitted();
        app.clock.advance(hours(72));
        return made;
      }, [post('client', 'rework'), task('auto-complete-jobs')]);

      const isSentBack = answers[0]?.status === 200;
      expect(job).toMatchObject(
        isSentBack ? { status: 'In Progress', awaitingAcceptance: false } : { status: 'Completed' },
      );
      expect([200, 409]).toContain(answers[0]?.status);
      expect(told).toHaveLength(1);
    }
  });
});

describe('a request that is repeated', () => {
  it('with its key changes nothing more and gets the first answer', async () => {
    const made = await aJob(app).hired();
    const send = () =>
      as(made.craftsman)
        .patch(`/api/jobs/${made.jobId}/status`)
        .set('Idempotency-Key', 'set-out-1')
        .send({ status: 'On The Way' });

    const [first, second] = [await send(), await send()];

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect((await storedJob(made.jobId)).history.filter(({ event }) => event === 'setOut')).toHaveLength(1);
  });
});
