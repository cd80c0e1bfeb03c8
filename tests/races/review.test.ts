import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { ReviewModel, type Review } from '../../src/models/review.model';
import { UserModel } from '../../src/models/user.model';
import { days } from '../../src/utils/clock';
import { aJob, storedJob, type QuotedJob } from '../factories/job';
import { aModerator, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import type { SignedClient } from '../helpers/as';

const app = startTestApp();

const ROUNDS = 4;
const WINDOW = days(14);
type Side = 'client' | 'craftsman';

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly currentState?: string };
}

/** Both sides of a completed job, whose logins outlive the window. */
interface Case {
  readonly made: QuotedJob;
  readonly as: Readonly<Record<Side, SignedClient>>;
}

async function aCase(): Promise<Case> {
  const made = await aJob(app).completed();
  return { made, as: { client: made.client.as, craftsman: made.craftsman.as } };
}

/** The same, so long after that `left` of the window is left. */
async function nearTheEnd({ made }: Case, left: number): Promise<Case> {
  app.clock.advance(WINDOW - left);
  return {
    made,
    as: { client: await again(app, made.client), craftsman: await again(app, made.craftsman) },
  };
}

const write = ({ made, as }: Case, side: Side, rating = 5) =>
  as[side].post('/api/reviews').send({ jobId: made.jobId, rating });
const idOfReview = async (one: Case, side: Side): Promise<string> =>
  String((await write(one, side)).body.data.id);
const task = async (): Promise<Answer> => {
  await app.container.tasks.runNow('reveal-reviews');
  return { status: 0, body: {} };
};
const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

/** What is stored of it: states by side, mean and count of both, and how often the reveal was told. */
async function outcome({ made }: Case) {
  const rows = await ReviewModel.find({ jobId: made.job._id }).lean<Review[]>();
  const counted = async ({ user }: MadeUser) => {
    const { rating = 0, ratingCount = 0 } = await UserModel.findById(user._id).orFail().lean();
    return [rating, ratingCount];
  };
  const about = { 'data.jobId': made.jobId, handler: 'log-activity' };
  const job = await storedJob(made.jobId);
  return {
    states: Object.fromEntries(rows.map(({ side, status }) => [side, status])),
    client: await counted(made.client),
    craftsman: await counted(made.craftsman),
    reveals: await OutboxRowModel.countDocuments({ ...about, event: 'review.revealed' }),
    isRevealed: job.reviewedAt !== undefined,
    written: [...(job.reviews?.written ?? [])].sort(),
  };
}

/** Sends the request, lets the window end while it is on its way, and runs the task beside it. */
async function overTheEnd(request: PromiseLike<Answer>): Promise<Answer> {
  const sent = Promise.resolve(request);
  const end = new Promise((resolve) => setImmediate(resolve)).then(() => {
    app.clock.advance(1);
    return task();
  });
  const [answer] = await Promise.all([sent, end]);
  await task();
  return answer;
}

describe('two reviews', () => {
  it('by both sides at the same instant: one reveal, each rating counted once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();

      const answers = await Promise.all([write(one, 'client', 5), write(one, 'craftsman', 3)]);

      expect(statuses(answers)).toEqual([201, 201]);
      expect(await outcome(one)).toEqual({
        states: { client: 'Revealed', craftsman: 'Revealed' },
        client: [3, 1],
        craftsman: [5, 1],
        reveals: 1,
        isRevealed: true,
        written: ['client', 'craftsman'],
      });
    }
  });

  it('by the same side: one is written', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();

      const answers = await Promise.all([write(one, 'client', 1), write(one, 'client', 5)]);

      expect(statuses(answers)).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('review.alreadyWritten');
      expect(await outcome(one)).toMatchObject({ states: { client: 'Sealed' }, reveals: 0 });
    }
  });

  it('about one craftsman on two jobs at once: both are counted', async () => {
    const first = await aCase();
    const { craftsman } = first.made;
    const made = await aJob(app, { craftsman }).completed();
    const second = { made, as: { client: made.client.as, craftsman: craftsman.as } };
    await write(first, 'craftsman');
    await write(second, 'craftsman');

    await Promise.all([write(first, 'client', 4), write(second, 'client', 1)]);

    expect((await outcome(first)).craftsman).toEqual([2.5, 2]);
  });
});

describe('against the end of the window', () => {
  it('written in the last millisecond, while the task runs: it is there, and revealed with the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = await aCase();
      await write(begun, 'client', 2);
      const one = await nearTheEnd(begun, 1);

      const [answer] = await Promise.all([write(one, 'craftsman', 4), task()]);

      expect(answer.status).toBe(201);
      expect(await outcome(one)).toMatchObject({ client: [4, 1], craftsman: [2, 1], reveals: 1 });
    }
  });

  it('written when it is over, while the task runs: refused, the other one is revealed once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = await aCase();
      await write(begun, 'client', 2);
      const one = await nearTheEnd(begun, 0);

      const [answer] = await Promise.all([write(one, 'craftsman', 4), task(), task()]);

      expect([answer.status, answer.body.code]).toEqual([409, 'review.closed']);
      expect(await outcome(one)).toEqual({
        states: { client: 'Revealed' },
        client: [0, 0],
        craftsman: [2, 1],
        reveals: 1,
        isRevealed: true,
        written: ['client'],
      });
    }
  });

  it.each(['alone', 'beside the other'] as const)(
    'on its way when the window ends, %s: refused, or revealed; never left sealed',
    async (how) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const begun = await aCase();
        const others = how === 'alone' ? 0 : 1;
        if (others > 0) {
          await write(begun, 'client', 2);
        }
        const one = await nearTheEnd(begun, 1);

        const answer = await overTheEnd(write(one, 'craftsman', 4));

        const mine = answer.status === 201 ? 1 : 0;
        const { states, ...facts } = await outcome(one);
        expect([answer.status, answer.body.code]).toEqual(mine ? [201, undefined] : [409, 'review.closed']);
        expect(Object.values(states)).toEqual(Array.from({ length: mine + others }, () => 'Revealed'));
        expect(facts).toMatchObject({
          client: mine ? [4, 1] : [0, 0],
          craftsman: others ? [2, 1] : [0, 0],
          reveals: mine + others > 0 ? 1 : 0,
        });
      }
    },
  );

  it('opened by a dispute in the same moment: revealed before it, or sealed while it lasts', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();
      await write(one, 'client', 2);
      const complaint = { jobId: one.made.jobId, reason: 'damage', description: 'The tiles are broken.' };

      const [review, dispute] = await Promise.all([
        write(one, 'craftsman', 4),
        one.as.client.post('/api/disputes').send(complaint),
      ]);

      const isRevealed = review.status === 201;
      const state = isRevealed ? 'Revealed' : 'Sealed';
      expect(dispute.status).toBe(201);
      expect(await outcome(one)).toMatchObject({
        states: { client: state, ...(isRevealed && { craftsman: state }) },
        craftsman: isRevealed ? [2, 1] : [0, 0],
        reveals: isRevealed ? 1 : 0,
      });
    }
  });
});

describe('a change against the reveal', () => {
  it('an edit: what is counted is what is shown', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();
      const id = await idOfReview(one, 'client');

      const [edit] = await Promise.all([
        one.as.client.put(`/api/reviews/${id}`).send({ rating: 1 }),
        write(one, 'craftsman', 4),
      ]);

      const shown = await ReviewModel.findById(id).orFail().lean<Review>();
      expect([200, 409]).toContain(edit.status);
      expect(shown).toMatchObject({ status: 'Revealed', rating: edit.status === 200 ? 1 : 5 });
      expect((await outcome(one)).craftsman).toEqual([shown.rating, 1]);
    }
  });

  it('a withdrawal: gone and the other one sealed, or both revealed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();
      const id = await idOfReview(one, 'client');

      const [removal, other] = await Promise.all([
        one.as.client.delete(`/api/reviews/${id}`),
        write(one, 'craftsman', 4),
      ]);

      const isGone = removal.status === 200;
      expect([removal.status, other.status]).toEqual([isGone ? 200 : 409, 201]);
      expect(await outcome(one)).toEqual({
        states: isGone ? { craftsman: 'Sealed' } : { client: 'Revealed', craftsman: 'Revealed' },
        client: isGone ? [0, 0] : [4, 1],
        craftsman: isGone ? [0, 0] : [5, 1],
        reveals: isGone ? 0 : 1,
        isRevealed: !isGone,
        written: isGone ? ['craftsman'] : ['client', 'craftsman'],
      });
    }
  });

  it('a withdrawal on its way when the window ends: gone, or revealed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = await aCase();
      const id = await idOfReview(begun, 'client');
      const one = await nearTheEnd(begun, 1);

      const answer = await overTheEnd(one.as.client.delete(`/api/reviews/${id}`));

      const isGone = answer.status === 200;
      expect([200, 409]).toContain(answer.status);
      expect(await outcome(one)).toMatchObject({
        states: isGone ? {} : { client: 'Revealed' },
        craftsman: isGone ? [0, 0] : [5, 1],
        reveals: isGone ? 0 : 1,
      });
    }
  });
});

describe('staff', () => {
  it('hide the same review twice at once: hidden once, counted off once', async () => {
    const [first, second] = [await aModerator(app), await aModerator(app)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await aCase();
      const id = await idOfReview(one, 'client');
      await write(one, 'craftsman', 4);
      const hide = ({ as }: MadeUser) => as.patch(`/api/admin/reviews/${id}`).send({ reason: 'It is rude.' });

      const answers = await Promise.all([hide(first), hide(second)]);

      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.currentState).toBe('Hidden');
      expect(await outcome(one)).toMatchObject({ states: { client: 'Hidden' }, craftsman: [0, 0] });
    }
  });

  it('and two replies at once: one is published', async () => {
    const one = await aCase();
    const id = await idOfReview(one, 'client');
    await write(one, 'craftsman', 4);
    const reply = (comment: string) => one.as.craftsman.post(`/api/reviews/${id}/reply`).send({ comment });

    const answers = await Promise.all([reply('Thank you.'), reply('Thanks.')]);

    expect(statuses(answers)).toEqual([200, 409]);
  });
});
