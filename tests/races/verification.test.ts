import { MediaModel } from '../../src/models/media.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserModel } from '../../src/models/user.model';
import { VerificationModel } from '../../src/models/verification.model';
import { publicStatusOf } from '../../src/services/policies/verification.policy';
import { after, days } from '../../src/utils/clock';
import { aCraftsman, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { approve, aTextCase, OWN, reject, requestChanges, sendPapers, take } from '../factories/verification';
import { startTestApp } from '../helpers/app';
import { runTasks } from '../model/world/tasks';

const app = startTestApp();

const ROUNDS = 3;
const statuses = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).sort((a, b) => a - b);
const casesOf = ({ user }: MadeUser) =>
  VerificationModel.find({ craftsmanId: user._id }).sort({ createdAt: 1, _id: 1 }).lean();
const profileOf = async ({ user }: MadeUser) =>
  (await UserModel.findById(user._id).orFail().lean()).craftsman;
const eventsAbout = ({ id }: MadeUser, event: string) =>
  OutboxRowModel.countDocuments({ event, handler: 'log-activity', 'data.craftsmanId': id });

describe('a craftsman twice at once', () => {
  it('with his papers opens one case, which holds one set of them', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const karim = await aCraftsman(app);

      const answers = await Promise.all([sendPapers(karim), sendPapers(karim), sendPapers(karim)]);

      const [found, ...more] = await casesOf(karim);
      const own = { ownerId: karim.user._id, purpose: 'document' } as const;
      expect(statuses(answers)).toEqual([201, 409, 409]);
      expect([more, found?.documents.length, found?.submissions]).toEqual([[], 2, 1]);
      expect(await MediaModel.countDocuments({ ...own, state: 'attached' })).toBe(2);
      expect(await eventsAbout(karim, 'verification.submitted')).toBe(1);
    }
  });

  it('with what was to be changed sends it in once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
      await requestChanges(noura, await aTextCase(karim));

      const answers = await Promise.all([sendPapers(karim), karim.as.post(OWN).send({ bio: 'Better' })]);

      const [found, ...more] = await casesOf(karim);
      expect(statuses(answers)).toEqual([201, 409]);
      expect([more, found?.status, found?.submissions]).toEqual([[], 'submitted', 2]);
      expect(await eventsAbout(karim, 'verification.submitted')).toBe(2);
    }
  });
});

describe('staff at once', () => {
  it('decides once: the case, the profile and the one notice agree', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [karim, salma, noura, omar] = [
        await aCraftsman(app),
        await anAdmin(app),
        await aModerator(app),
        await aModerator(app),
      ];
      const id = await aTextCase(karim);

      const answers = await Promise.all([approve(salma, id), reject(noura, id), requestChanges(omar, id)]);
      await app.drainOutbox();

      const [found] = await casesOf(karim);
      expect(statuses(answers)).toEqual([200, 409, 409]);
      expect((await profileOf(karim))?.verificationStatus).toBe(found && publicStatusOf(found));
      expect(found?.history).toHaveLength(3);
      expect(await NotificationModel.countDocuments({ userId: karim.user._id })).toBe(1);
    }
  });

  it('takes it once; whoever lost cannot decide it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [karim, noura, omar] = [await aCraftsman(app), await aModerator(app), await aModerator(app)];
      const id = await aTextCase(karim);

      const [first, second] = await Promise.all([take(noura, id), take(omar, id)]);

      const loser = first.status === 200 ? omar : noura;
      expect(statuses([first, second])).toEqual([200, 409]);
      expect((await approve(loser, id)).body.code).toBe('verification.takenByAnother');
      expect(await eventsAbout(karim, 'verification.taken')).toBe(1);
    }
  });
});

it('sending in while staff decides: refused, or a new case after the decision', async () => {
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    const id = await aTextCase(karim);
    const verdict = [approve, reject, requestChanges][round % 3] ?? approve;

    const [decided, sent] = await Promise.all([verdict(noura, id), sendPapers(karim)]);

    const cases = await casesOf(karim);
    const status = (await profileOf(karim))?.verificationStatus;
    expect(decided.status).toBe(200);
    expect([201, 409]).toContain(sent.status);
    expect(cases.filter(({ isOpen }) => isOpen).length).toBeLessThanOrEqual(1);
    expect(cases).toHaveLength(sent.status === 201 && verdict !== requestChanges ? 2 : 1);
    const latest = cases.at(-1);
    expect(status).toBe(verdict === approve ? 'Verified' : latest && publicStatusOf(latest));
  }
});

it('the end of an approval and the next one, with the task in two processes: he is verified', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
    await approve(noura, await aTextCase(karim));
    const id = await aTextCase(karim);
    const end = after(app.clock.now(), days(-1));
    await VerificationModel.updateOne(
      { craftsmanId: karim.user._id, status: 'approved' },
      { $set: { expiresAt: end, remindsAt: end } },
    );
    await UserModel.updateOne({ _id: karim.user._id }, { $set: { 'craftsman.verifiedUntil': end } });
    const follow = () => runTasks(app.container, ['follow-verifications']);

    const [, , answer] = await Promise.all([follow(), follow(), approve(noura, id)]);
    await follow();

    const told = await eventsAbout(karim, 'verification.expired');
    expect(answer.status).toBe(200);
    expect(await profileOf(karim)).toMatchObject({
      verificationStatus: 'Verified',
      verifiedUntil: after(app.clock.now(), days(365)),
    });
    expect(told).toBeLessThanOrEqual(1);
  }
});
