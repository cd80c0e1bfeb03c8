import { ActivityModel } from '../../src/models/activity.model';
import { JobMatchModel } from '../../src/models/jobMatch.model';
import { JobModel } from '../../src/models/job.model';
import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserEventModel } from '../../src/models/userEvent.model';
import { UserModel, type User } from '../../src/models/user.model';
import { makeTellMatched, type TellMatchedDeps } from '../../src/services/matching/tellMatched';
import { makeDeliverMany } from '../../src/services/notifications/deliverMany';
import { idOf, newId } from '../../src/utils/ids';
import { CAIRO, aListedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const draft = (service: string) => ({
  title: 'A boiler that leaks',
  description: 'It drips day and night.',
  service,
  address: { city: 'Cairo', street: '1 Nile St' },
  location: CAIRO,
});

async function aTrade() {
  const { id, service } = await aService(app);
  return { serviceId: id, craft: { serviceId: service._id } };
}

/** Two batches and a part of one. */
const MANY = 600;

const post = async (who: MadeUser, serviceId: string): Promise<string> => {
  const { body } = await who.as.post('/api/jobs').send(draft(serviceId)).expect(201);
  return body.data.id as string;
};
const told = async (): Promise<string[]> => {
  const notices = await NotificationModel.find({ name: 'jobMatched' }).lean();
  return notices.map(({ userId }) => idOf(userId)).sort();
};

/** So many craftsmen more, written as they are stored: nobody signs in as them. */
async function copiesOf({ user }: MadeUser, count: number): Promise<string[]> {
  const stored = await UserModel.findById(user._id).orFail().lean<User>();
  const copies = Array.from({ length: count }, (): User => {
    const { email: _email, emailKey: _key, phone: _phone, ...rest } = stored;
    return { ...rest, _id: newId() };
  });
  await UserModel.collection.insertMany(copies);
  return copies.map((copy) => idOf(copy));
}

describe('a new job', () => {
  it('is told to the best matching craftsmen: in the app, on the socket, and to their phones', async () => {
    const [mona, { serviceId, craft }] = [await aClient(app), await aTrade()];
    const karim = await aListedCraftsman(app, { craft, locale: 'ar' });
    const busy = await aListedCraftsman(app, { craft: { ...craft, isAvailable: false } });
    await karim.as
      .post('/api/users/me/devices')
      .send({ token: 'a-token-of-karims-phone', platform: 'android' })
      .expect(201);

    const jobId = await post(mona, serviceId);
    await app.drainOutbox();

    const list = await karim.as.get('/api/notifications');
    expect(list.body.data).toMatchObject([
      { type: 'invitation', title: 'عمل جديد يناسبك', data: { jobId }, read: false },
    ]);
    expect(await told()).toEqual([karim.id]);
    expect(await UserEventModel.countDocuments({ userId: karim.user._id, name: 'notification' })).toBe(1);
    const inbox = await app.http.get('/dev/inbox').set('Accept', 'application/json');
    expect(JSON.stringify(inbox.body)).toContain('عمل جديد يناسبك');
    expect((await busy.as.get('/api/notifications')).body.data).toEqual([]);
    expect(await UserModel.findById(karim.user._id).orFail().lean()).toMatchObject({ exposures: 1 });
    expect(await ActivityModel.findOne({ action: 'job.matched' }).lean()).toMatchObject({
      after: { craftsmen: 1 },
    });
  });

  it('is told to so many as the setting says, to nobody at 0, and once whatever is repeated', async () => {
    const [mona, admin, { serviceId, craft }] = [await aClient(app), await anAdmin(app), await aTrade()];
    const best = await aListedCraftsman(app, { craft, rating: 5, ratingCount: 50 });
    await copiesOf(await aListedCraftsman(app, { craft, rating: 3, ratingCount: 50 }), 3);
    const set = async (value: number) => {
      await admin.as.put('/api/admin/settings').send({ edits: [{ key: 'matching.notified', value }] });
      app.clock.advance(60_000);
    };
    await set(0);
    await post(mona, serviceId);
    await app.drainOutbox();
    expect(await JobMatchModel.countDocuments()).toBe(0);

    await set(1);
    const jobId = await post(mona, serviceId);
    await Promise.all([app.container.matchJob(jobId), app.container.matchJob(jobId)]);
    await app.drainOutbox();

    expect(await told()).toEqual([best.id]);
    expect(await JobMatchModel.countDocuments()).toBe(1);
    expect(await OutboxRowModel.countDocuments({ event: 'job.matched', handler: 'tell' })).toBe(1);
    expect(await UserModel.findById(best.user._id).orFail().lean()).toMatchObject({ exposures: 1 });
  });

  it('reaches each of many once, in batches, although the telling dies in the middle of one again and again', async () => {
    const [mona, { serviceId, craft }] = [await aClient(app), await aTrade()];
    const ids = await copiesOf(await aListedCraftsman(app, { craft }), MANY);
    const jobId = await post(mona, serviceId);
    const match = await JobMatchModel.create({
      _id: newId(),
      jobId,
      craftsmanIds: ids,
      told: 0,
      at: app.clock.now(),
    });
    const { clock, realtime, outbox } = app.container;
    let calls = 0;
    const dying: TellMatchedDeps['deliverMany'] = makeDeliverMany({
      clock,
      realtime: {
        notify: (event) => {
          calls += 1;
          return calls % 400 === 0
            ? Promise.reject(new Error('the process is gone'))
            : realtime.notify(event);
        },
      },
    });
    const tell = makeTellMatched({ clock, outbox, deliverMany: dying, pauseMs: 0 });
    const { signal } = new AbortController();

    let deaths = 0;
    const run = (): Promise<unknown> =>
      tell(idOf(match), signal).catch(() => {
        deaths += 1;
        return run();
      });
    await run();
    await Promise.all([tell(idOf(match), signal), app.container.tellMatched(idOf(match), signal)]);

    expect(deaths).toBeGreaterThan(1);
    expect(await told()).toEqual([...ids].sort());
    expect(await UserEventModel.countDocuments({ name: 'notification' })).toBe(MANY);
    expect(await JobMatchModel.findById(match._id).orFail().lean()).toMatchObject({ told: MANY });
  });

  it('that is gone before all are told is told no further', async () => {
    const [mona, { serviceId, craft }] = [await aClient(app), await aTrade()];
    const karim = await aListedCraftsman(app, { craft });
    const jobId = await post(mona, serviceId);
    await app.container.matchJob(jobId);
    await JobModel.updateOne({ _id: jobId }, { $set: { isOpen: false, status: 'Cancelled' } });

    await app.drainOutbox();

    expect(await told()).toEqual([]);
    expect(await JobMatchModel.findOne().orFail().lean()).toMatchObject({
      told: 0,
      craftsmanIds: [karim.user._id],
    });
  });
});
