import { InvitationModel } from '../../src/models/invitation.model';
import { JobModel } from '../../src/models/job.model';
import { NotificationModel } from '../../src/models/notification.model';
import { QuoteModel } from '../../src/models/quote.model';
import { SessionModel } from '../../src/models/session.model';
import { days, after } from '../../src/utils/clock';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob, storedJob } from '../factories/job';
import { jobFields } from '../factories/jobStory';
import { aPaidJob } from '../factories/paidJob';
import { quoteFields } from '../factories/quote';
import { aService } from '../factories/service';
import { aClient, aModerator, anAdmin, type MadeUser } from '../factories/user';
import { again } from '../helpers/again';
import { startTestApp } from '../helpers/app';
import { expectMoneySound } from '../helpers/jobMoney';
import { commandsInTransactions, expectSound, noticesTo } from '../helpers/offers';

const app = startTestApp();

const ban = (staff: MadeUser, whom: MadeUser, more: object = {}) =>
  staff.as.patch(`/api/admin/users/${whom.id}/ban`).send({ reason: 'Rude messages', ...more });
const unban = (staff: MadeUser, whom: MadeUser) => staff.as.patch(`/api/admin/users/${whom.id}/unban`);

interface Line {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const inboxOf = async (staff: MadeUser): Promise<Line[]> => {
  const { body } = await staff.as.get('/api/admin/inbox');
  const { items } = body.data as { items: Line[] };
  return items.filter(({ kind }) => kind === 'jobOfBanned');
};

describe('a ban of a craftsman', () => {
  it.each(['restricted', 'suspended', 'banned'] as const)(
    '(%s) withdraws his quotes and the invitations to him, and those concerned are told',
    async (level) => {
      const staff = await aModerator(app);
      const alone = await aJob(app).quoted();
      const { craftsman } = alone;
      const shared = await aJob(app, { craftsman }).quoted(2);
      const inviting = await aJob(app).posted();
      await anInvitation(app, { job: inviting.job, craftsman });

      const answer = await ban(staff, craftsman, { level });
      await app.drainOutbox();

      expect(answer.status).toBe(200);
      expect((await expectSound(alone.jobId)).status).toBe('Posted');
      expect((await expectSound(shared.jobId)).status).toBe('Quoted');
      await expectSound(inviting.jobId);
      const quotes = await QuoteModel.find({ craftsmanId: craftsman.user._id }).lean();
      expect(quotes.map(({ status, history }) => [status, history.at(-1)?.reason])).toEqual([
        ['Withdrawn', 'banned'],
        ['Withdrawn', 'banned'],
      ]);
      expect(await InvitationModel.countDocuments({ jobId: inviting.job._id, status: 'Withdrawn' })).toBe(1);
      expect(await noticesTo(alone.client.id)).toEqual(['quoteWithdrawn']);
      expect(await noticesTo(inviting.client.id)).toEqual(['invitationEnded']);
      expect(await noticesTo(craftsman.id)).toEqual(['banned']);
      const living = await SessionModel.countDocuments({ userId: craftsman.user._id, endedAt: null });
      expect(living).toBe(level === 'restricted' ? 1 : 0);
    },
  );

  it('ends a hire that nobody has paid for; who had offered beside him is asked again', async () => {
    const staff = await aModerator(app);
    const { jobId, client, craftsman, quote, bidders } = await aJob(app, { paymentType: 'Escrow' }).quoted(2);
    await client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`);

    await ban(staff, craftsman);
    await app.drainOutbox();

    const job = await expectSound(jobId);
    expect([job.status, job.craftsmanId, job.lapsesAt]).toEqual(['Quoted', undefined, undefined]);
    expect(await noticesTo(client.id)).toContain('hireEnded');
    expect(await inboxOf(staff)).toEqual([]);
    expect(bidders).toHaveLength(2);
  });
});

describe('a ban of a client', () => {
  it('closes what he has posted by the workflow and declines what was offered', async () => {
    const staff = await aModerator(app);
    const { jobId, client, craftsman } = await aJob(app).quoted();
    const other = await aJob(app, { client }).posted();
    const guest = await aVerifiedCraftsman(app);
    await anInvitation(app, { job: other.job, craftsman: guest });

    await ban(staff, client);
    await app.drainOutbox();

    const job = await expectSound(jobId);
    expect([job.status, job.cancelledBy, job.history.at(-1)?.event]).toEqual([
      'Cancelled',
      'staff',
      'cancelOpen',
    ]);
    expect((await expectSound(other.jobId)).status).toBe('Cancelled');
    expect(await noticesTo(craftsman.id)).toEqual(['quoteDeclined']);
    expect(await noticesTo(guest.id)).toEqual(['invitationExpired']);
    expect(await noticesTo(client.id)).toContain('jobCancelledByStaff');
  });

  it('puts his running job into the inbox, with its money where it was; lifted it is out again and nothing reopens', async () => {
    const staff = await aModerator(app);
    const running = await aPaidJob(app, 'Escrow', { state: 'inProgress' });
    const { client } = running;
    const open = await aJob(app, { client }).posted();

    await ban(staff, client);
    const found = await inboxOf(staff);
    await ban(staff, running.craftsman, { level: 'suspended' });
    const both = await inboxOf(staff);
    await unban(staff, client);
    const one = await inboxOf(staff);
    await unban(staff, running.craftsman);

    const facts = { jobId: running.jobId, status: 'In Progress', held: 45_000, currency: 'EGP' };
    expect(found.map((line) => line.facts)).toEqual([
      { ...facts, paymentType: 'Escrow', isClientBanned: true, isCraftsmanBanned: false },
    ]);
    expect(both).toMatchObject([{ facts: { isClientBanned: true, isCraftsmanBanned: true } }]);
    expect(one).toMatchObject([{ facts: { isClientBanned: false, isCraftsmanBanned: true } }]);
    expect(await inboxOf(staff)).toEqual([]);
    expect((await storedJob(running.jobId)).money?.held).toBe(45_000);
    expect((await storedJob(open.jobId)).status).toBe('Cancelled');
    await expectMoneySound();
  });

  it('who may only look around goes on with what is running; a ban that is over takes the job out of the inbox', async () => {
    const staff = await aModerator(app);
    const { client } = await aPaidJob(app, 'Escrow', { state: 'inProgress' });

    await ban(staff, client, { level: 'restricted' });
    const restricted = await inboxOf(staff);
    const until = after(app.clock.now(), days(1)).toISOString();
    await ban(staff, client, { level: 'suspended', until });
    const suspended = await inboxOf(staff);
    app.clock.advance(days(1));
    await app.container.staff.endDueBans(10);

    expect([restricted.length, suspended.length]).toEqual([0, 1]);
    expect(await inboxOf({ ...staff, as: await again(app, staff) })).toEqual([]);
  });
});

it('staff of any kind is out of a moderator’s reach, whatever it has open', async () => {
  const [moderator, admin, colleague] = [await aModerator(app), await anAdmin(app), await aModerator(app)];
  const { jobId } = await aJob(app, { client: admin }).posted();

  const answers = [
    await ban(moderator, admin),
    await ban(moderator, colleague),
    await unban(moderator, admin),
  ];

  expect(answers.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual([
    [403, 'staff.notStaff'],
    [403, 'staff.notStaff'],
    [403, 'staff.notStaff'],
  ]);
  expect((await storedJob(jobId)).status).toBe('Posted');
});

describe('somebody with hundreds of open quotes', () => {
  it('is banned in as many commands as somebody with one', async () => {
    const staff = await anAdmin(app);
    const one = (await aJob(app).quoted()).craftsman;
    const many = await manyQuotes(240);

    const few = await commandsInTransactions(() => ban(staff, one).then());
    const lots = await commandsInTransactions(() => ban(staff, many).then());

    // A long answer of a read comes in parts; what is written is written at once.
    const isWhole = (command: string): boolean => !command.startsWith('getMore');
    expect(lots.filter(isWhole)).toEqual(few.filter(isWhole));
    expect(await QuoteModel.collection.countDocuments({ craftsmanId: many.user._id, isLive: true })).toBe(0);
  });

  it('beyond the bound the rest is closed in steps before the ban', async () => {
    const staff = await anAdmin(app);
    const many = await manyQuotes(260);

    const { status } = await ban(staff, many);

    expect(status).toBe(200);
    expect(await QuoteModel.collection.countDocuments({ craftsmanId: many.user._id, isLive: true })).toBe(0);
    expect(await JobModel.collection.countDocuments({ status: 'Posted', quoteCount: 0 })).toBe(260);
    expect(await NotificationModel.countDocuments({ userId: toObjectId(many.id) })).toBe(0);
  });
});

/** A craftsman with a live quote on each of so many jobs. */
async function manyQuotes(count: number): Promise<MadeUser> {
  const [client, craftsman] = [await aClient(app), await aVerifiedCraftsman(app)];
  const { service } = await aService(app);
  const now = app.clock.now();
  const jobs = Array.from({ length: count }, () => ({
    ...jobFields(now, { _id: newId(), clientId: client.user._id, serviceId: service._id }),
    status: 'Quoted' as const,
    quoteCount: 1,
    cappedQuoteCount: 1,
  }));
  await JobModel.insertMany(jobs, { lean: true });
  const about = { clientId: client.user._id, craftsmanId: craftsman.user._id };
  await QuoteModel.insertMany(
    jobs.map(({ _id }) => quoteFields(now, { ...about, jobId: _id })),
    { lean: true },
  );
  return craftsman;
}
