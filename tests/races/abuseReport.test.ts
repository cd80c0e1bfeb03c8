import { AbuseCaseModel } from '../../src/models/abuseCase.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserModel } from '../../src/models/user.model';
import { aTalk, expectSoundTalk, storedMessages, write } from '../factories/conversation';
import { caseOf, casesOf, decide, report, reportsOf } from '../factories/report';
import { aClient, aCraftsman, aModerator, anAdmin } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { noticesTo } from '../helpers/offers';

const app = startTestApp();

const ROUNDS = 3;
const statuses = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);
const countEvents = (event: string, key: string, id: string) =>
  OutboxRowModel.countDocuments({ event, handler: 'log-activity', [`data.${key}`]: id });

describe('reports at once', () => {
  it('of one thing by several: one case, each of them counted', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bad = await aCraftsman(app);
      const reporters = await Promise.all(Array.from({ length: 5 }, () => aClient(app)));

      const answers = await Promise.all(reporters.map((reporter) => report(reporter, 'user', bad.id)));

      const found = await caseOf(bad.id);
      expect(statuses(answers)).toEqual([201, 201, 201, 201, 201]);
      expect(found).toMatchObject({ reportCount: 5, reasons: { spam: 5 } });
      expect(await reportsOf(found.id)).toHaveLength(5);
      expect(await countEvents('abuseReport.filed', 'caseId', found.id)).toBe(5);
    }
  });

  it('by the same one twice: one is filed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [bad, reporter] = [await aCraftsman(app), await aClient(app)];

      const answers = await Promise.all([report(reporter, 'user', bad.id), report(reporter, 'user', bad.id)]);

      expect(statuses(answers)).toEqual([201, 409]);
      expect(await caseOf(bad.id)).toMatchObject({ reportCount: 1, reasons: { spam: 1 } });
    }
  });

  it('against a decision: it is part of what is decided, or begins a new case', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [bad, first, second] = [await aCraftsman(app), await aClient(app), await aClient(app)];
      await report(first, 'user', bad.id);
      const { id } = await caseOf(bad.id);
      const moderator = await aModerator(app);

      const [filed, decided] = await Promise.all([
        report(second, 'user', bad.id),
        decide(moderator, id, 'dismiss'),
      ]);
      await app.drainOutbox();

      const cases = await casesOf(bad.id);
      const [closed, opened] = cases;
      const isPart = closed?.reportCount === 2;
      expect([filed.status, decided.status]).toEqual([201, 200]);
      expect([closed?.isOpen, opened?.isOpen]).toEqual([false, isPart ? undefined : true]);
      expect(await reportsOf(id)).toHaveLength(isPart ? 2 : 1);
      expect(await noticesTo(second.id)).toEqual(isPart ? ['reportDismissed'] : []);
      expect(await noticesTo(first.id)).toEqual(['reportDismissed']);
    }
  });
});

describe('two of staff at once', () => {
  it('decide differently: one wins, and only what he decided is done', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [bad, reporter] = [await aCraftsman(app), await aClient(app)];
      await report(reporter, 'user', bad.id);
      const { id } = await caseOf(bad.id);
      const [one, other] = [await aModerator(app), await anAdmin(app)];

      const answers = await Promise.all([decide(one, id, 'ban'), decide(other, id, 'dismiss')]);
      await app.drainOutbox();

      const { outcome } = await caseOf(bad.id);
      const isBanned = outcome?.decision === 'ban';
      const user = await UserModel.findById(bad.id).orFail().lean();
      expect(statuses(answers)).toEqual([200, 409]);
      expect(user.ban !== undefined).toBe(isBanned);
      expect(await countEvents('user.banned', 'userId', bad.id)).toBe(isBanned ? 1 : 0);
      expect(await countEvents('abuseReport.decided', 'caseId', id)).toBe(1);
      expect(await noticesTo(reporter.id)).toEqual([isBanned ? 'reportActioned' : 'reportDismissed']);
    }
  });

  it('take it: one has it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bad = await aCraftsman(app);
      await report(await aClient(app), 'user', bad.id);
      const { id } = await caseOf(bad.id);
      const staff = [await aModerator(app), await aModerator(app)];

      const answers = await Promise.all(staff.map((one) => decide(one, id, 'take')));

      const { takenBy, history } = await AbuseCaseModel.findById(id).orFail().lean();
      const winner = staff[answers.findIndex(({ status }) => status === 200)];
      expect(statuses(answers)).toEqual([200, 409]);
      expect(takenBy).toEqual(winner?.user._id);
      expect(history).toHaveLength(2);
    }
  });
});

describe('a message removed', () => {
  it('while its writer sends the next one: the list shows that one, and the counts are right', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const talk = await aTalk(app);
      await write(talk.craftsman, talk, 'A rude word');
      const [rude] = await storedMessages(talk.id);
      const messageId = rude?._id.toHexString() ?? '';
      await report(talk.client, 'message', messageId);
      const moderator = await aModerator(app);

      const answers = await Promise.all([
        decide(moderator, (await caseOf(messageId)).id, 'removeMessage'),
        write(talk.craftsman, talk, 'Another one'),
      ]);
      await app.drainOutbox();

      const stored = await expectSoundTalk(talk.id);
      expect(statuses(answers)).toEqual([200, 201]);
      expect(stored.last).toMatchObject({ excerpt: 'Another one' });
      expect(stored.last?.isRemoved).toBeUndefined();
      expect((await storedMessages(talk.id)).map(({ content }) => content)).toEqual(['', 'Another one']);
    }
  });
});
