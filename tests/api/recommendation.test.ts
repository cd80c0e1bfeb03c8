import { InvitationModel } from '../../src/models/invitation.model';
import { SettingModel } from '../../src/models/setting.model';
import { UserModel } from '../../src/models/user.model';
import { refreshWorkFacts } from '../../src/services/craftsmen/workFacts';
import { MATCH_PARTS } from '../../src/utils/matchParts';
import { geoPoint } from '../../src/utils/geo';
import { termsOf } from '../../src/utils/textTerms';
import { toObjectId } from '../../src/utils/ids';
import { CAIRO, aListedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Item {
  readonly id: string;
  readonly score: number;
}
const forJob = (who: MadeUser, jobId: string, query = '') =>
  who.as.get(`/api/users/recommendations?jobId=${jobId}${query}`);
const idsOf = ({ body }: { body: { data: Item[] } }): string[] => body.data.map(({ id }) => id);
const north = (degrees: number) => geoPoint(CAIRO.coordinates[0], CAIRO.coordinates[1] + degrees);

async function aWorld() {
  const [mona, { service }] = [
    await aClient(app),
    await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } }),
  ];
  const job = await aJob(app, {
    client: mona,
    serviceId: service._id,
    location: CAIRO,
    terms: termsOf(['pipes', 'boilers']),
  }).posted();
  const craft = { serviceId: service._id };
  return { mona, service, craft, ...job };
}

describe('GET /api/users/recommendations', () => {
  it('ranks whoever offers the service and comes that far, with parts, reasons and distance', async () => {
    const { mona, craft, jobId } = await aWorld();
    const weak = await aListedCraftsman(app, {
      craft: { ...craft, skills: [] },
      rating: 2.1,
      ratingCount: 9,
    });
    const strong = await aListedCraftsman(app, {
      craft,
      rating: 4.9,
      ratingCount: 30,
      location: north(0.01),
    });
    await mona.as.post(`/api/jobs/${jobId}/invite`).send({ craftsmanId: strong.id }).expect(201);

    const answer = await forJob(mona, jobId);

    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual([strong.id, weak.id]);
    expect(answer.body.data[0]).toMatchObject({
      isInvited: true,
      distance: 700,
      craftsmanInfo: { verificationStatus: 'Verified', service: { name: 'Plumbing' } },
      generatedBy: 'rules',
      reasons: [
        'Knows what this job needs: pipes, boilers',
        'Rated 4.9 in 30 reviews',
        '0.7 km away',
        expect.any(String),
      ],
    });
    expect(Object.keys(answer.body.data[0].parts as object)).toEqual([...MATCH_PARTS]);
    expect(answer.body.data[1]).toMatchObject({ isInvited: false });
    expect(JSON.stringify(answer.body)).not.toMatch(/\+20|@example|exposures/);
    const arabic = await mona.as
      .get(`/api/users/recommendations?jobId=${jobId}`)
      .set('Accept-Language', 'ar');
    expect(arabic.body.data[0].reasons[0]).toBe('يجيد ما يحتاجه هذا العمل: pipes، boilers');
    expect(idsOf(await forJob(mona, jobId))).toEqual(idsOf(answer));
  });

  it('leaves out whom the rules leave out', async () => {
    const { mona, craft, jobId } = await aWorld();
    const { service: other } = await aService(app);
    const ban = { level: 'restricted', reason: 'x', by: mona.user._id, at: app.clock.now() } as const;
    const left = await aListedCraftsman(app, { craft: { ...craft, radiusKm: 60 }, location: north(0.5) });
    const blocked = await aListedCraftsman(app, { craft });
    const blocker = await aListedCraftsman(app, { craft });
    await mona.as.post(`/api/users/${blocked.id}/block`);
    await blocker.as.post(`/api/users/${mona.id}/block`);
    await aListedCraftsman(app, { craft: { ...craft, radiusKm: 20 }, location: north(0.5) });
    await aListedCraftsman(app, { craft: { ...craft, isAvailable: false } });
    await aListedCraftsman(app, { craft: { ...craft, verificationStatus: 'Rejected' } });
    await aListedCraftsman(app, { craft: { serviceId: other._id } });
    await aListedCraftsman(app, { craft, ban });
    await aListedCraftsman(app, { craft, location: undefined });
    await UserModel.updateOne({ _id: mona.user._id }, { $set: { roles: ['client', 'craftsman'] } });

    expect(idsOf(await forJob(mona, jobId))).toEqual([left.id]);
  });

  it('goes by page, and its order follows the weights that staff set', async () => {
    const { mona, craft, jobId } = await aWorld();
    const admin = await anAdmin(app);
    const near = await aListedCraftsman(app, { craft, rating: 3, ratingCount: 40 });
    const rated = await aListedCraftsman(app, { craft, rating: 5, ratingCount: 40, location: north(0.1) });
    const weigh = async (part: string) => {
      const value = Object.fromEntries(MATCH_PARTS.map((one) => [one, one === part ? 1 : 0]));
      await admin.as
        .put('/api/admin/settings')
        .send({ edits: [{ key: 'matching.weights', value }] })
        .expect(200);
      app.clock.advance(60_000);
    };

    await weigh('rating');
    const byRating = await forJob(mona, jobId, '&limit=1');
    await weigh('distance');
    const [byDistance, second] = [
      await forJob(mona, jobId, '&limit=1'),
      await forJob(mona, jobId, '&limit=1&page=2'),
    ];

    expect([idsOf(byRating), idsOf(byDistance), idsOf(second)]).toEqual([[rated.id], [near.id], [rated.id]]);
    expect(byRating.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: true, nextCursor: null });
    expect(await SettingModel.countDocuments()).toBeGreaterThan(0);
  });

  it('is for clients, of their own jobs', async () => {
    const { mona, jobId } = await aWorld();
    const [other, karim] = [await aClient(app), await aCraftsman(app)];

    const answers = [
      await forJob(other, jobId),
      await forJob(karim, jobId),
      await mona.as.get('/api/users/recommendations'),
      await app.http.get(`/api/users/recommendations?jobId=${jobId}`),
      await forJob(mona, jobId, '&cursor=abc'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 403, 400, 401, 400]);
  });

  it('knows what becomes of his work: counted again after each event, whatever is repeated', async () => {
    const { mona, craft, service } = await aWorld();
    const karim = await aListedCraftsman(app, { craft });
    const { jobId } = await aJob(app, {
      client: mona,
      craftsman: karim,
      serviceId: service._id,
      location: CAIRO,
    }).submitted();
    const next = await aJob(app, { client: mona, serviceId: service._id, location: CAIRO }).posted();

    await mona.as.patch(`/api/jobs/${jobId}/status`).send({ status: 'Completed' }).expect(200);
    await app.drainOutbox();
    await mona.as.post(`/api/jobs/${next.jobId}/invite`).send({ craftsmanId: karim.id });
    app.clock.advance(30 * 60_000);
    await karim.as.post(`/api/jobs/${next.jobId}/invitations/respond`).send({ response: 'Rejected' });
    await app.drainOutbox();

    const stored = await UserModel.findById(karim.user._id).orFail().lean();
    expect(stored.workFacts).toMatchObject({
      completed: 1,
      active: 0,
      responseMinutes: 30,
      clients: [{ clientId: mona.user._id, jobs: 1 }],
    });
    const answer = await forJob(mona, next.jobId);
    expect(answer.body.data[0]).toMatchObject({
      isInvited: true,
      parts: { pastWork: 0.5, load: 1, response: 0.8 },
    });
    expect(answer.body.data[0].reasons[0]).toBe('Has worked for you once before');
    expect(await InvitationModel.countDocuments({ craftsmanId: toObjectId(karim.id) })).toBe(1);
  });
});

describe('what somebody’s work says of him', () => {
  it('stands as it is at last, however many count it at once, and nobody has to begin again', async () => {
    const { mona, craft, service } = await aWorld();
    const karim = await aListedCraftsman(app, { craft });
    const jobs = { client: mona, craftsman: karim, serviceId: service._id, location: CAIRO };
    const counts: Promise<void>[] = [];
    for (let done = 1; done <= 4; done += 1) {
      await aJob(app, jobs).completed();
      counts.push(...Array.from({ length: 8 }, () => refreshWorkFacts(karim.id)));
    }

    await Promise.all(counts);

    const stored = await UserModel.findById(karim.user._id).orFail().lean();
    expect(stored.workFacts).toMatchObject({ completed: 4, clients: [{ jobs: 4 }] });
  });
});

describe('POST /api/users/recommendations', () => {
  const draft = {
    service: 'Plumbing',
    location: { latitude: 30.0444, longitude: 31.2357 },
    title: 'A boiler leaks',
  };

  it('recommends for a job that is still being written, and stores nothing', async () => {
    const { mona, craft } = await aWorld();
    const karim = await aListedCraftsman(app, { craft });

    const answer = await mona.as.post('/api/users/recommendations?limit=5').send(draft);

    expect([answer.status, idsOf(answer)]).toEqual([200, [karim.id]]);
    expect(answer.body.data[0]).toMatchObject({
      isInvited: false,
      reasons: ['Knows what this job needs: boilers', expect.any(String), expect.any(String)],
    });
  });

  it.each([
    ['a service that nobody offers', { service: 'Alchemy' }],
    ['no service', { service: undefined }],
    ['no place', { location: undefined }],
  ])('refuses %s with 400', async (_what, change) => {
    const { mona } = await aWorld();

    expect((await mona.as.post('/api/users/recommendations').send({ ...draft, ...change })).status).toBe(400);
  });
});
