import { DisputeModel } from '../../src/models/dispute.model';
import { DisputeEvidenceModel } from '../../src/models/disputeEvidence.model';
import { EarningModel } from '../../src/models/earning.model';
import { LedgerEntryModel } from '../../src/models/ledgerEntry.model';
import { faultsOfEvidence } from '../../src/services/disputes/evidenceChain';
import { hours } from '../../src/utils/clock';
import { toObjectId } from '../../src/utils/ids';
import { storedJob, type QuotedJob } from '../factories/job';
import { aPaidJob, PRICE } from '../factories/paidJob';
import { aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectLedgerSound } from '../helpers/ledger';
import { bookOf } from '../support/books';

const app = startTestApp();

const ROUNDS = 4;
const price = PRICE.amountMinor;

interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly currentState?: string };
}

const send = async (who: MadeUser, path: string, body: object = {}): Promise<Answer> =>
  (await again(app, who)).post(`/api${path}`).send(body);
const task = async (name: string): Promise<Answer> => {
  await app.container.tasks.runNow(name);
  return { status: 0, body: {} };
};
const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

type Disputed = QuotedJob & { readonly id: string };

async function disputed(): Promise<Disputed> {
  const made = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
  const body = { jobId: made.jobId, reason: 'damage', description: 'The tiles are broken.' };
  const client = await again(app, made.client);
  const answer = await client.post('/api/disputes').send(body);
  expect(answer.status).toBe(201);
  return { ...made, id: (answer.body as { data: { id: string } }).data.id };
}

const offer = ({ id, ...made }: Disputed, side: 'client' | 'craftsman', amount: number) =>
  send(made[side], `/disputes/${id}/settlement`, { amount });
const decide = ({ id }: Disputed, who: MadeUser, decision: string) =>
  send(who, `/admin/disputes/${id}/resolve`, { decision, reason: 'It is so.' });
const stored = ({ id }: Disputed) => DisputeModel.findById(id).orFail().lean();
const settled = ({ id }: Disputed) =>
  LedgerEntryModel.countDocuments({
    'refs.disputeId': toObjectId(id),
    kind: /^dispute\..*[sS]ettled$/,
    key: { $exists: true },
  });
const pendingOf = async ({ client, craftsman }: Disputed): Promise<number[]> => {
  const book = await bookOf({ [client.id]: 'client', [craftsman.id]: 'craftsman' });
  return ['client', 'craftsman'].map((side) => book[`user:${side}:pending`] ?? 0);
};

describe('offers that arrive together', () => {
  it('meet, and settle once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await disputed();

      const answers = await Promise.all([offer(made, 'client', 10_000), offer(made, 'craftsman', 20_000)]);

      await expectLedgerSound();
      expect(statuses(answers)).toEqual([200, 200]);
      expect(await stored(made)).toMatchObject({
        status: 'Resolved',
        decision: { isByOffers: true, clientAmount: 17_500, craftsmanAmount: 27_500 },
      });
      expect(await settled(made)).toBe(1);
      expect((await storedJob(made.jobId)).status).toBe('Completed');
    }
  });

  it('with a decision: one of the two has settled it', async () => {
    const moderator = await aModerator(app);
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await disputed();
      await offer(made, 'craftsman', 20_000);

      const answers = await Promise.all([offer(made, 'client', 10_000), decide(made, moderator, 'refund')]);

      await expectLedgerSound();
      const isAgreed = answers[0]?.status === 200;
      expect(statuses(answers)).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.currentState).toBe('Resolved');
      expect((await stored(made)).decision?.isByOffers === true).toBe(isAgreed);
      expect((await storedJob(made.jobId)).status).toBe(isAgreed ? 'Completed' : 'Cancelled');
      expect(await settled(made)).toBe(1);
    }
  });
});

describe('an appeal', () => {
  async function decided() {
    const made = await disputed();
    const moderator = await aModerator(app);
    expect((await decide(made, moderator, 'refund')).status).toBe(200);
    return made;
  }
  const appeal = ({ id, ...made }: Disputed, side: 'client' | 'craftsman') =>
    send(made[side], `/disputes/${id}/appeal`, { reason: 'Not so.' });

  it('of both sides at once: there is one', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await decided();

      const answers = await Promise.all([appeal(made, 'client'), appeal(made, 'craftsman')]);

      await expectLedgerSound();
      expect(statuses(answers)).toEqual([200, 409]);
      expect(await stored(made)).toMatchObject({
        status: 'Appealed',
        appeal: { side: answers[0]?.status === 200 ? 'client' : 'craftsman' },
      });
    }
  });

  it('against the end of its time: what was paid is held, or it is paid and final', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await decided();
      app.clock.advance(hours(72) - (round % 2));

      const answers = await Promise.all([appeal(made, 'craftsman'), task('mature-earnings')]);

      await expectLedgerSound();
      const isAppealed = round % 2 === 1;
      expect(answers[0]?.status).toBe(isAppealed ? 200 : 409);
      expect((await stored(made)).status).toBe(isAppealed ? 'Appealed' : 'Resolved');
      const earnings = await EarningModel.find({ jobId: made.job._id }).lean();
      expect(earnings.map(({ status }) => status)).toEqual([isAppealed ? 'Frozen' : 'Matured']);
      expect(await pendingOf(made)).toEqual([isAppealed ? price : 0, 0]);
    }
  });

  it('decided by two members of staff at once: one decision holds, and pays once', async () => {
    const [one, other] = [await anAdmin(app), await anAdmin(app)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await decided();
      await appeal(made, 'craftsman');

      const answers = await Promise.all([decide(made, one, 'release'), decide(made, other, 'refund')]);

      await expectLedgerSound();
      expect(statuses(answers)).toEqual([200, 409]);
      const isReleased = answers[0]?.status === 200;
      expect((await storedJob(made.jobId)).status).toBe(isReleased ? 'Completed' : 'Cancelled');
      expect(await settled(made)).toBe(isReleased ? 2 : 1);
      expect(await pendingOf(made)).toEqual(isReleased ? [0, 42_750] : [price, 0]);
    }
  });
});

it('an answer against its deadline: it is there in time, or it is marked as missing', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const made = await disputed();
    const isInTime = round % 2 === 1;
    app.clock.advance(hours(24));
    await task('follow-disputes');
    app.clock.advance(hours(24) - (isInTime ? 1 : 0));

    const [answer] = await Promise.all([
      send(made.craftsman, `/disputes/${made.id}/answer`, { text: 'Here.' }),
      task('follow-disputes'),
    ]);

    const { answeredAt, unansweredAt } = await stored(made);
    expect(answer.status).toBe(isInTime ? 200 : 409);
    expect([answeredAt !== undefined, unansweredAt !== undefined]).toEqual([isInTime, !isInTime]);
  }
});

it('evidence of both sides at once: one chain, each piece in it', async () => {
  const made = await disputed();
  const give = (side: 'client' | 'craftsman', text: string) =>
    send(made[side], `/disputes/${made.id}/evidence`, { text });

  const answers = await Promise.all([
    give('client', 'one'),
    give('craftsman', 'two'),
    give('client', 'three'),
    give('craftsman', 'four'),
  ]);

  expect(statuses(answers)).toEqual([201, 201, 201, 201]);
  const chain = await DisputeEvidenceModel.find({}).sort({ seq: 1 }).lean();
  expect(chain.map(({ text }) => text).sort()).toEqual(['four', 'one', 'three', 'two']);
  expect(faultsOfEvidence(await stored(made), chain)).toEqual([]);
});

it('a dispute taken by two at once is one’s', async () => {
  const [one, other] = [await aModerator(app), await anAdmin(app)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const made = await disputed();

    const answers = await Promise.all(
      [one, other].map((who) => send(who, `/admin/disputes/${made.id}/take`)),
    );

    expect(statuses(answers)).toEqual([200, 409]);
    expect((await stored(made)).takenBy?.id).toBe(answers[0]?.status === 200 ? one.id : other.id);
  }
});
