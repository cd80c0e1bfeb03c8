import { UserEventModel } from '../../src/models/userEvent.model';
import { ActivityModel } from '../../src/models/activity.model';
import { NotificationModel } from '../../src/models/notification.model';
import { idOf, toObjectId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { anInvitation } from '../factories/invitation';
import { aJob } from '../factories/job';
import { aClient } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const liveEvents = async (userId: string) => {
  const rows = await UserEventModel.find({ userId: toObjectId(userId) })
    .sort({ seq: 1 })
    .lean();
  return rows.filter(({ name }) => name !== 'notification').map(({ name, payload }) => ({ name, payload }));
};

describe('a hire', () => {
  it('reaches the apps of all who are concerned, without address or phone', async () => {
    const { job, jobId, client, craftsman, quote, bidders, quotes } = await aJob(app).quoted(2);
    const invited = await aVerifiedCraftsman(app);
    const invitation = await anInvitation(app, { job, craftsman: invited });

    await client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`).expect(200);
    await app.drainOutbox();

    const accepted = { quoteId: idOf(quote), jobId, status: 'Accepted' };
    const hired = { jobId, status: 'Hired', craftsmanId: craftsman.id };
    const [, loser] = bidders;
    expect(await liveEvents(craftsman.id)).toEqual(
      expect.arrayContaining([
        { name: 'application_update', payload: accepted },
        { name: 'job_update', payload: hired },
      ]),
    );
    expect(await liveEvents(loser?.id ?? '')).toEqual([
      {
        name: 'application_update',
        payload: { quoteId: quotes[1]?._id.toHexString(), jobId, status: 'Declined' },
      },
    ]);
    expect(await liveEvents(invited.id)).toEqual([
      {
        name: 'application_update',
        payload: { invitationId: idOf(invitation), jobId, status: 'Expired' },
      },
    ]);
    const told = JSON.stringify([await UserEventModel.find().lean(), await NotificationModel.find().lean()]);
    expect(told).not.toMatch(/Talaat|\+2010/);
  });

  it('tells nobody who lost what the winner asked', async () => {
    const { jobId, client, quote, bidders } = await aJob(app).quoted(2);

    await client.as.post(`/api/jobs/${jobId}/quotes/${idOf(quote)}/accept`).expect(200);
    await app.drainOutbox();

    const loser = toObjectId(bidders[1]?.id ?? '');
    const told = [
      await UserEventModel.find({ userId: loser }).lean(),
      await NotificationModel.find({ userId: loser }).lean(),
    ];
    expect(JSON.stringify(told)).not.toMatch(/450|45000|45_000/);
    expect(JSON.stringify(told)).not.toContain(bidders[0]?.id);
  });
});

describe('a quote', () => {
  it('is told in the reader’s language, with its price, and stands in the activity log', async () => {
    const client = await aClient(app, { locale: 'ar' });
    const { jobId } = await aJob(app, { client }).posted();
    const karim = await aVerifiedCraftsman(app);

    const { body } = await karim.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 12_300 });
    await app.drainOutbox();

    const [notification] = await NotificationModel.find({ userId: toObjectId(client.id) }).lean();
    expect(notification).toMatchObject({
      type: 'quote',
      title: 'عرض سعر جديد لطلبك',
      data: { jobId, quoteId: body.data.id },
    });
    expect(notification?.message).toContain('١٢٣٫٠٠');
    const lines = await ActivityModel.find({ action: 'quote.submitted' }).lean();
    expect(lines).toMatchObject([{ after: { status: 'Submitted', price: 12_300 } }]);
  });
});
