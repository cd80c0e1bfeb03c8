import { ActivityModel } from '../../src/models/activity.model';
import { UserModel, type User } from '../../src/models/user.model';
import { newId } from '../../src/utils/ids';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { registration } from '../helpers/auth';

const app = startTestApp();

const stored = (who: MadeUser): Promise<User> =>
  UserModel.findById(who.user._id).orFail().lean<User>().exec();

describe('a craftsman who registers', () => {
  it('has a profile that waits to be verified', async () => {
    const answer = await app.http.post('/api/auth/register').send(registration({ role: 'craftsman' }));
    const me = await app.http.get('/api/users/me').set('Authorization', `Bearer ${answer.body.data.token}`);

    expect(answer.status).toBe(201);
    expect(me.body.data.craftsmanInfo).toEqual({
      skills: [],
      bio: '',
      portfolioImageUrls: [],
      verificationStatus: 'Pending',
      service: null,
      yearsOfExperience: null,
      labourType: null,
      radiusKm: 25,
      isAvailable: true,
    });
  });

  it('who was a client before has one too', async () => {
    const [admin, mona] = [await anAdmin(app), await aClient(app)];

    await admin.as.patch(`/api/admin/users/${mona.id}/role`).send({ role: 'craftsman', mode: 'add' });

    expect((await stored(mona)).craftsman).toMatchObject({ verificationStatus: 'Pending', radiusKm: 25 });
  });
});

describe('PUT /api/users/craftsman/service', () => {
  it('says what a craftsman offers, and where', async () => {
    const karim = await aCraftsman(app);
    const { id } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });

    const answer = await karim.as
      .put('/api/users/craftsman/service')
      .set('Accept-Language', 'ar')
      .send({ service: 'سباكه', skills: ['Pipes', 'pipes', 'Boilers'], radiusKm: 12, yearsOfExperience: 9 });

    expect(answer.status).toBe(200);
    expect(answer.body.data.craftsmanInfo).toMatchObject({
      service: { id, _id: id, name: 'سباكة' },
      skills: ['Pipes', 'Boilers'],
      radiusKm: 12,
      yearsOfExperience: 9,
    });
  });

  it('by id changes what is named and leaves the rest, with a trace', async () => {
    const karim = await aVerifiedCraftsman(app);
    const { id } = await aService(app);

    await karim.as.put('/api/users/craftsman/service').send({ serviceId: id, serviceRadius: 40 });
    await app.drainOutbox();

    expect((await stored(karim)).craftsman).toMatchObject({
      radiusKm: 40,
      skills: ['pipes', 'boilers'],
      verificationStatus: 'Verified',
    });
    expect(await ActivityModel.findOne({ action: 'profile.updated' }).lean()).toMatchObject({
      before: { radiusKm: 25 },
      after: { radiusKm: 40, service: id },
    });
  });

  it('with null takes the trade away', async () => {
    const karim = await aCraftsman(app);
    const { id } = await aService(app);
    await karim.as.put('/api/users/craftsman/service').send({ serviceId: id, skills: ['pipes'] });

    const answer = await karim.as.put('/api/users/craftsman/service').send({ service: null, skills: null });

    expect(answer.body.data.craftsmanInfo).toMatchObject({ service: null, skills: [] });
    expect((await stored(karim)).craftsman).not.toHaveProperty('serviceId');
  });

  it('gives a profile to a craftsman from before there were any', async () => {
    const karim = await aCraftsman(app, { craftsman: undefined });

    const answer = await karim.as.put('/api/users/craftsman/service').send({ radiusKm: 7 });

    expect(answer.body.data.craftsmanInfo).toMatchObject({ radiusKm: 7, verificationStatus: 'Pending' });
  });

  it.each([
    ['an unknown trade', { service: 'Alchemy' }],
    ['nothing at all', {}],
    ['a radius to the moon', { radiusKm: 384_400 }],
    ['a radius of nothing', { radiusKm: 0 }],
    ['skills that are none', { skills: [{ $gt: '' }] }],
    ['too many skills', { skills: Array.from({ length: 31 }, (_, index) => `skill ${index}`) }],
  ])('refuses %s with 400', async (_what, body) => {
    const karim = await aCraftsman(app);

    const answer = await karim.as.put('/api/users/craftsman/service').send(body);

    expect(answer.status).toBe(400);
  });

  it('refuses a trade that is no longer offered', async () => {
    const karim = await aCraftsman(app);
    const { id } = await aService(app, { isRetired: true });

    const answer = await karim.as.put('/api/users/craftsman/service').send({ serviceId: id });

    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'service' }] });
  });

  it('never verifies anybody', async () => {
    const karim = await aCraftsman(app);

    await karim.as
      .put('/api/users/craftsman/service')
      .send({ radiusKm: 5, verificationStatus: 'Verified', cancellations: -3, portfolio: ['x'] });

    expect((await stored(karim)).craftsman).toMatchObject({
      verificationStatus: 'Pending',
      cancellations: 0,
      portfolio: [],
    });
  });

  it('is 403 for clients and 401 for strangers', async () => {
    const mona = await aClient(app);

    const client = await mona.as.put('/api/users/craftsman/service').send({ radiusKm: 5 });
    const stranger = await app.http.put('/api/users/craftsman/service').send({ radiusKm: 5 });

    expect([client.body.code, stranger.status]).toEqual(['user.roleNotHeld', 401]);
    expect(await stored(mona)).not.toHaveProperty('craftsman');
  });

  it('is also a part of one’s own account; of a client’s it is dropped', async () => {
    const [karim, mona] = [await aCraftsman(app), await aClient(app)];
    const { id } = await aService(app);

    const his = await karim.as.put('/api/users/me').send({ serviceId: id, skills: ['pipes'] });
    const hers = await mona.as.put('/api/users/me').send({ serviceId: id, skills: ['pipes'], bio: 'New' });

    expect(his.body.data.craftsmanInfo).toMatchObject({ service: { id }, skills: ['pipes'] });
    expect([hers.status, hers.body.data.craftsmanInfo, hers.body.data.bio]).toEqual([200, null, 'New']);
  });
});

describe('PUT and PATCH /api/users/location', () => {
  const place = { type: 'Point', coordinates: [31.2357, 30.0444] };

  it.each([
    ['a GeoJSON point', place],
    ['a point inside location', { location: place }],
    ['two numbers', { latitude: 30.0444, longitude: 31.2357 }],
    ['two numbers inside location', { location: { latitude: 30.0444, longitude: 31.2357 } }],
  ])('read %s', async (_what, body) => {
    const mona = await aClient(app);

    const answer = await mona.as.patch('/api/users/location').send(body);

    expect([answer.status, answer.body.data.location]).toEqual([200, place]);
  });

  it('keep the address beside it', async () => {
    const karim = await aCraftsman(app);

    const answer = await karim.as
      .put('/api/users/location')
      .send({ latitude: 30.0444, longitude: 31.2357, address: { city: 'Cairo' } });

    expect(answer.body.data.address).toMatchObject({ city: 'Cairo', country: 'Egypt' });
    expect(answer.body.data.location).toEqual(place);
  });

  it.each([
    ['nothing', {}],
    ['half a place', { latitude: 30 }],
    ['a place off the earth', { latitude: 91, longitude: 31 }],
    ['swapped coordinates', { type: 'Point', coordinates: [30.0444, 131.2357] }],
    ['two places', { latitude: 30, longitude: 31, coordinates: [31, 30] }],
    ['words', { latitude: 'north', longitude: 'east' }],
  ])('refuse %s with 400', async (_what, body) => {
    const mona = await aClient(app);

    expect((await mona.as.put('/api/users/location').send(body)).status).toBe(400);
  });
});

describe('PUT and PATCH /api/users/availability', () => {
  it('say whether a craftsman takes work', async () => {
    const karim = await aCraftsman(app);

    const off = await karim.as.patch('/api/users/availability').send({ isAvailable: false });
    const on = await karim.as.put('/api/users/availability').send({ available: true });

    expect(off.body.data.craftsmanInfo.isAvailable).toBe(false);
    expect(on.body.data.craftsmanInfo.isAvailable).toBe(true);
  });

  it('are 400 without a word and 403 for clients', async () => {
    const [karim, mona] = [await aCraftsman(app), await aClient(app)];

    const answers = [
      await karim.as.put('/api/users/availability').send({}),
      await karim.as.put('/api/users/availability').send({ isAvailable: 'perhaps' }),
      await mona.as.put('/api/users/availability').send({ isAvailable: false }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 403]);
  });
});

describe('GET /api/users/:userId', () => {
  it('shows a craftsman’s work and nothing to reach him by', async () => {
    const mona = await aClient(app);
    const karim = await aVerifiedCraftsman(app, {
      bio: 'Plumber for twelve years.',
      address: {
        country: 'Egypt',
        city: 'Cairo',
        street: '8 Abbas El Akkad',
        text: '8 Abbas El Akkad, Cairo',
      },
      location: { type: 'Point', coordinates: [31.3301, 30.0566] },
    });
    await aJob(app, { client: mona, craftsman: karim }).completed();
    await aJob(app, { client: mona, craftsman: karim }).hired();

    const answer = await mona.as.get(`/api/users/${karim.id}`);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      id: karim.id,
      _id: karim.id,
      firstName: 'Karim',
      lastName: 'Hassan',
      fullName: 'Karim Hassan',
      profilePicture: null,
      rating: 0,
      ratingCount: 0,
      bio: 'Plumber for twelve years.',
      role: 'craftsman',
      area: { city: 'Cairo', state: null, country: 'Egypt' },
      memberSince: karim.user.createdAt.toISOString(),
      craftsmanInfo: {
        skills: ['pipes', 'boilers'],
        bio: 'Plumber for twelve years.',
        portfolioImageUrls: [],
        verificationStatus: 'Verified',
        service: null,
        yearsOfExperience: 8,
        labourType: null,
        radiusKm: 25,
        isAvailable: true,
        completedJobs: 1,
      },
    });
    const text = JSON.stringify(answer.body);
    expect(
      [karim.user.email, karim.user.phone, 'Abbas', '31.33'].filter((secret) =>
        text.includes(String(secret)),
      ),
    ).toEqual([]);
  });

  it('shows a client without a craft', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];

    const answer = await karim.as.get(`/api/users/${mona.id}`);

    expect(answer.body.data).toMatchObject({
      firstName: 'Mona',
      role: 'client',
      area: null,
      craftsmanInfo: null,
    });
  });

  it('is the same 404 for whoever is banned, staff, or nobody', async () => {
    const [mona, admin] = [await aClient(app), await anAdmin(app)];
    const at = app.clock.now();
    const banned = await aCraftsman(app, {
      ban: { level: 'banned', reason: 'Spam', by: admin.user._id, at },
    });

    const answers = [
      await mona.as.get(`/api/users/${banned.id}`),
      await mona.as.get(`/api/users/${admin.id}`),
      await mona.as.get(`/api/users/${newId().toHexString()}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, requestId: '' }))).size).toBe(1);
  });

  it('is shown of a restricted person, of oneself, and of colleagues among staff', async () => {
    const admin = await anAdmin(app);
    const at = app.clock.now();
    const karim = await aCraftsman(app, {
      ban: { level: 'restricted', reason: 'Spam', by: admin.user._id, at },
    });

    const answers = [
      await karim.as.get(`/api/users/${karim.id}`),
      await (await aClient(app)).as.get(`/api/users/${karim.id}`),
      await (await anAdmin(app)).as.get(`/api/users/${admin.id}`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('is 404 for an id that is none and 401 for strangers', async () => {
    const mona = await aClient(app);

    const answers = [await mona.as.get('/api/users/nobody'), await app.http.get(`/api/users/${mona.id}`)];

    expect(answers.map(({ body }) => body.code)).toEqual(['request.invalidId', 'auth.required']);
  });
});
