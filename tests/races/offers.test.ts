import { InvitationModel } from '../../src/models/invitation.model';
import { QuoteModel } from '../../src/models/quote.model';
import { days, after } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, type QuotedJob } from '../factories/job';
import type { MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { countStates, eventsOf, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();
const ROUNDS = 4;

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly currentState?: string };
}

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();
const onQuote = (jobId: string, quoteId: string): string => `/api/jobs/${jobId}/quotes/${quoteId}`;
const accept = ({ client, jobId, quote }: Pick<QuotedJob, 'client' | 'jobId' | 'quote'>) =>
  client.as.post(`${onQuote(jobId, idOf(quote))}/accept`);
const quoteOn = (who: MadeUser, jobId: string) =>
  who.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 900 });

/** The loser is told the state that holds, never less. */
function expectLosersTold(answers: readonly Answer[]): void {
  for (const { status, body } of answers.filter((answer) => answer.status !== 200 && answer.status !== 201)) {
    expect({ status, state: typeof body.currentState }).toEqual({ status: 409, state: 'string' });
  }
}

/** Nobody is told anything twice, and the winner's people are told once. */
async function expectToldOnce(people: readonly MadeUser[]): Promise<void> {
  await app.drainOutbox();
  for (const { id } of people) {
    const names = await noticesTo(id);
    expect(names).toEqual([...new Set(names)]);
  }
}

describe('two accepts of two quotes at once', () => {
  it('hire one craftsman; the other accept learns that it came too late', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, client, quotes, bidders } = await aJob(app).quoted(2);

      const answers = await Promise.all(quotes.map((quote) => accept({ client, jobId, quote })));

      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.currentState).toBe('Hired');
      expect((await expectSound(jobId)).status).toBe('Hired');
      expect(await countStates(QuoteModel, jobId)).toEqual({ Accepted: 1, Declined: 1 });
      await expectToldOnce(bidders);
    }
    expect(await eventsOf(/^quote/)).toHaveLength(2 * ROUNDS);
  });

  it('of one quote hire once', async () => {
    const made = await aJob(app).quoted();

    const answers = await Promise.all([accept(made), accept(made), accept(made)]);

    expect(statuses(answers)).toEqual([200, 409, 409]);
    expect((await expectSound(made.jobId)).history.filter(({ event }) => event === 'hire')).toHaveLength(1);
    expect(await eventsOf(/^quote/)).toEqual(['quote.accepted']);
  });
});

describe('an accept', () => {
  const rivals: readonly (readonly [string, (made: QuotedJob) => PromiseLike<Answer>, readonly string[]])[] =
    [
      [
        'the craftsman’s withdrawal',
        ({ craftsman, jobId, quote }) => craftsman.as.delete(onQuote(jobId, idOf(quote))),
        ['Accepted', 'Withdrawn'],
      ],
      [
        'the owner’s cancel',
        ({ client, jobId }) => client.as.delete(`/api/jobs/${jobId}`),
        ['Accepted', 'Declined'],
      ],
      [
        'the owner’s no',
        ({ client, jobId, quote }) => client.as.post(`${onQuote(jobId, idOf(quote))}/reject`),
        ['Accepted', 'Declined'],
      ],
    ];

  it.each(rivals)('against %s: one of the two has happened', async (_what, rival, states) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();

      const answers = await Promise.all([accept(made), rival(made)]);

      const job = await expectSound(made.jobId);
      const quote = await QuoteModel.findById(made.quote._id).lean();
      expect(states).toContain(quote?.status);
      // A job that is hired may still be cancelled after that: then both have happened, one after the other.
      const both =
        job.history.filter(({ event }) => event === 'hire' || event === 'cancelHired').length === 2;
      expect(statuses(answers)).toEqual(both ? [200, 200] : [200, 409]);
      expectLosersTold(answers);
      await expectToldOnce([made.craftsman, made.client]);
    }
  });

  it('of the version that was seen against a revision: hired for the old price, or told of the new version', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();
      const { jobId, quote, craftsman } = made;

      const [accepted, revised] = await Promise.all([
        accept(made).send({ version: 1 }),
        craftsman.as.patch(onQuote(jobId, idOf(quote))).send({ price: 99_000 }),
      ]);

      expect(statuses([accepted, revised])).toEqual([200, 409]);
      expectLosersTold([accepted, revised]);
      const job = await expectSound(jobId);
      const offered = (await QuoteModel.findById(quote._id).lean())?.price;
      expect([job.contract?.price, offered, accepted.body.code]).toEqual(
        accepted.status === 200 ? [45_000, 45_000, undefined] : [undefined, 99_000, 'quote.versionChanged'],
      );
    }
  });

  it('against the owner’s edit of what matters: hired as it was, or the quote has to be confirmed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();
      const edit = made.client.as
        .patch(`/api/jobs/${made.jobId}`)
        .send({ description: 'There is also a second pipe that leaks.' });

      const answers = await Promise.all([accept(made), edit]);

      expect(statuses(answers)).toEqual([200, 409]);
      expectLosersTold(answers);
      const quote = await QuoteModel.findById(made.quote._id).lean();
      const job = await expectSound(made.jobId);
      expect([job.status, quote?.needsConfirmation]).toEqual(
        answers[0].status === 200 ? ['Hired', false] : ['Quoted', true],
      );
    }
  });

  it('against the task that ends quotes: never after its time, never twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();
      const almost = after(app.clock.now(), 1);
      await QuoteModel.updateOne({ _id: made.quote._id }, { $set: { expiresAt: almost } });

      const [answer] = await Promise.all([
        accept(made),
        Promise.resolve()
          .then(() => app.clock.advance(round % 2))
          .then(() => app.container.tasks.runNow('expire-quotes')),
      ]);

      const job = await expectSound(made.jobId);
      const quote = await QuoteModel.findById(made.quote._id).lean();
      const isHired = answer.status === 200;
      expect([job.status, quote?.status === 'Accepted']).toEqual(
        isHired ? ['Hired', true] : [job.status, false],
      );
      expectLosersTold([answer]);
      await expectToldOnce([made.craftsman]);
    }
  });
});

describe('quotes at once', () => {
  it('of twenty craftsmen stop at ten', async () => {
    const { jobId, client } = await aJob(app).posted();
    const craftsmen = await Promise.all(Array.from({ length: 20 }, () => aVerifiedCraftsman(app)));

    const answers = await Promise.all(craftsmen.map((craftsman) => quoteOn(craftsman, jobId)));

    expect(statuses(answers)).toEqual([...Array<number>(10).fill(201), ...Array<number>(10).fill(409)]);
    const codes = answers.filter(({ status }) => status === 409).map(({ body }) => body.code);
    expect(new Set(codes)).toEqual(new Set(['quote.limitReached']));
    const job = await expectSound(jobId);
    expect([job.quoteCount, job.history.filter(({ event }) => event === 'firstQuote').length]).toEqual([
      10, 1,
    ]);
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toHaveLength(10);
  });

  it('of one craftsman are one', async () => {
    const { jobId, client } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);

    const answers = await Promise.all([1, 2, 3].map(() => quoteOn(karim, jobId)));

    expect(statuses(answers)).toEqual([201, 409, 409]);
    expectLosersTold(answers);
    expect((await expectSound(jobId)).quoteCount).toBe(1);
    await app.drainOutbox();
    expect(await noticesTo(client.id)).toEqual(['quoteSubmitted']);
  });

  it('of the invited against the hire: told, or declined with the others', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();
      const karim = await aVerifiedCraftsman(app);
      await anInvitation(app, { job: made.job, craftsman: karim });

      const [accepted, quoted] = await Promise.all([accept(made), quoteOn(karim, made.jobId)]);

      expect(accepted.status).toBe(200);
      expectLosersTold([quoted]);
      await expectSound(made.jobId);
      expect(await countStates(QuoteModel, made.jobId)).toEqual(
        quoted.status === 201 ? { Accepted: 1, Declined: 1 } : { Accepted: 1 },
      );
      await expectToldOnce([karim, made.craftsman]);
    }
  });

  it('the last two withdrawn at once leave the job Posted', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, quotes, bidders } = await aJob(app).quoted(2);

      const answers = await Promise.all(
        bidders.map(({ as }, index) =>
          as.delete(onQuote(jobId, idOf(quotes[index] ?? quotes[0] ?? never()))),
        ),
      );

      expect(statuses(answers)).toEqual([200, 200]);
      expect((await expectSound(jobId)).status).toBe('Posted');
    }
  });

  it('the last one withdrawn while another arrives leave a job that is Quoted', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { jobId, quote, craftsman } = await aJob(app).quoted();
      const karim = await aVerifiedCraftsman(app);

      const answers = await Promise.all([
        craftsman.as.delete(onQuote(jobId, idOf(quote))),
        quoteOn(karim, jobId),
      ]);

      expect(statuses(answers)).toEqual([200, 201]);
      expect((await expectSound(jobId)).status).toBe('Quoted');
    }
  });
});

function never(): never {
  throw new Error('each bidder has a quote');
}

describe('invitations at once', () => {
  it('of one craftsman are one', async () => {
    const { jobId, client } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    const invite = () => client.as.post(`/api/jobs/${jobId}/invite`).send({ craftsmanId: karim.id });

    const answers = await Promise.all([invite(), invite(), invite()]);

    expect(statuses(answers)).toEqual([201, 409, 409]);
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(1);
    await app.drainOutbox();
    expect(await noticesTo(karim.id)).toEqual(['invited']);
  });

  it('beyond the limit stop at twenty', async () => {
    const { job, jobId, client } = await aJob(app).posted();
    for (let count = 0; count < 17; count += 1) {
      await anInvitation(app, { job, craftsman: await aVerifiedCraftsman(app) });
    }
    const craftsmen = await Promise.all(Array.from({ length: 6 }, () => aVerifiedCraftsman(app)));

    const answers = await Promise.all(
      craftsmen.map(({ id }) => client.as.post(`/api/jobs/${jobId}/invite`).send({ craftsmanId: id })),
    );

    expect(statuses(answers)).toEqual([201, 201, 201, 409, 409, 409]);
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(20);
  });

  it('answered twice are answered once, yes or no', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { job, jobId, client } = await aJob(app).posted();
      const karim = await aVerifiedCraftsman(app);
      await anInvitation(app, { job, craftsman: karim });
      const respond = (response: string) =>
        karim.as.post(`/api/jobs/${jobId}/invitations/respond`).send({ response });

      const answers = await Promise.all([respond('Accepted'), respond('Rejected')]);

      expect(statuses(answers)).toEqual([200, 409]);
      expectLosersTold(answers);
      await expectSound(jobId);
      await app.drainOutbox();
      expect(await noticesTo(client.id)).toHaveLength(1);
    }
  });

  it('answered during the hire: answered before it, or expired by it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await aJob(app).quoted();
      const karim = await aVerifiedCraftsman(app);
      await anInvitation(app, { job: made.job, craftsman: karim });

      const [accepted, answered] = await Promise.all([
        accept(made),
        karim.as.post(`/api/jobs/${made.jobId}/invitations/respond`).send({ response: 'Accepted' }),
      ]);

      expect(accepted.status).toBe(200);
      expectLosersTold([answered]);
      expect(await countStates(InvitationModel, made.jobId)).toEqual(
        answered.status === 200 ? { Accepted: 1 } : { Expired: 1 },
      );
      await expectSound(made.jobId);
      await app.drainOutbox();
      expect(await noticesTo(karim.id)).toEqual(answered.status === 200 ? [] : ['invitationExpired']);
    }
  });

  it('ended by their time and by the craftsman at once end once', async () => {
    const { job, jobId } = await aJob(app).posted();
    const karim = await aVerifiedCraftsman(app);
    await anInvitation(app, { job, craftsman: karim }, { expiresAt: after(app.clock.now(), -days(1)) });

    const [answered] = await Promise.all([
      karim.as.post(`/api/jobs/${jobId}/invitations/respond`).send({ response: 'Accepted' }),
      app.container.tasks.runNow('expire-invitations'),
    ]);

    expect(answered.status).toBe(409);
    expect(await countStates(InvitationModel, jobId)).toEqual({ Expired: 1 });
    expect((await expectSound(jobId)).pendingInvitationCount).toBe(0);
  });
});
