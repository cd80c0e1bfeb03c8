import { CraftsmanBookmarkModel } from '../../src/models/craftsmanBookmark.model';
import { UserModel } from '../../src/models/user.model';
import { geoPoint } from '../../src/utils/geo';
import { after, days } from '../../src/utils/clock';
import { newId } from '../../src/utils/ids';
import { CAIRO, aListedCraftsman } from '../factories/craftsman';
import { aService } from '../factories/service';
import { aClient, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Item {
  readonly id: string;
  readonly distance?: number;
}
const find = (who: MadeUser, query = '') => who.as.get(`/api/craftsmen${query}`);
const idsOf = ({ body }: { body: { data: Item[] } }): string[] => body.data.map(({ id }) => id);
/** So many metres to the north, in steps of the grid of areas. */
const north = (degrees: number) => geoPoint(CAIRO.coordinates[0], CAIRO.coordinates[1] + degrees);

describe('GET /api/craftsmen', () => {
  it('shows verified craftsmen, with nothing to reach them by and no exact home', async () => {
    const [mona, karim] = [
      await aClient(app),
      await aListedCraftsman(app, { address: { text: '8 Nile St', street: '8 Nile St', city: 'Cairo' } }),
    ];
    await aListedCraftsman(app, { craft: { verificationStatus: 'Pending' } });

    const { body, status } = await find(mona);

    expect(status).toBe(200);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      id: karim.id,
      location: { type: 'Point', coordinates: [31.24, 30.04] },
      area: { city: 'Cairo' },
      craftsmanInfo: { skills: ['pipes', 'boilers'], completedJobs: 0, labourType: null },
      isBookmarked: false,
    });
    expect(JSON.stringify(body.data)).not.toMatch(/Nile|\+20|example\.com|31\.2357/);
    expect(body.pagination).toMatchObject({ totalItems: 1, totalIsCapped: false });
  });

  it('leaves out the banned, the blocked from either side, and who is a craftsman no longer', async () => {
    const [mona, admin] = [await aClient(app), await anAdmin(app)];
    const [banned, blocked, blocker, gone, left] = [
      await aListedCraftsman(app),
      await aListedCraftsman(app),
      await aListedCraftsman(app),
      await aListedCraftsman(app, { roles: ['client'], role: 'client' }),
      await aListedCraftsman(app),
    ];
    await admin.as.patch(`/api/admin/users/${banned.id}/ban`).send({ reason: 'Fraud', level: 'restricted' });
    await mona.as.post(`/api/users/${blocked.id}/block`).expect(201);
    await blocker.as.post(`/api/users/${mona.id}/block`).expect(201);

    const [lists, around] = [
      await find(mona),
      await mona.as.get('/api/craftsmen/nearby?latitude=30.0444&longitude=31.2357'),
    ];

    expect(idsOf(lists)).toEqual([left.id]);
    expect(idsOf(around)).toEqual([left.id]);
    expect(idsOf(await find(blocked))).not.toContain(gone.id);
  });

  it('leaves out who is banned at that instant, and lists him again when the ban is lifted or over', async () => {
    const [mona, admin, karim] = [await aClient(app), await anAdmin(app), await aListedCraftsman(app)];
    const until = after(app.clock.now(), days(1)).toISOString();
    const ban = (more: object) =>
      admin.as
        .patch(`/api/admin/users/${karim.id}/ban`)
        .send({ reason: 'Fraud', level: 'restricted', ...more });
    const found = async () => idsOf(await find(mona));
    await ban({}).expect(200);
    await app.drainOutbox();
    expect(await found()).toEqual([]);

    await admin.as.patch(`/api/admin/users/${karim.id}/unban`).expect(200);
    await app.drainOutbox();
    expect(await found()).toEqual([karim.id]);

    await ban({ until }).expect(200);
    expect(await found()).toEqual([]);
    app.clock.advance(days(1));
    await app.container.tasks.runNow('end-bans');
    await app.drainOutbox();
    expect(idsOf(await find(await aClient(app)))).toEqual([karim.id]);
  });

  it('leaves out who is made something else at that instant, and lists him again when he is a craftsman again', async () => {
    const [mona, admin, karim] = [
      await aClient(app),
      await anAdmin(app),
      await aListedCraftsman(app, { roles: ['craftsman', 'client'] }),
    ];
    const change = (mode: string) =>
      admin.as.patch(`/api/admin/users/${karim.id}/role`).send({ role: 'craftsman', mode }).expect(200);
    const everywhere = async () => [
      idsOf(await find(mona)),
      idsOf(await mona.as.get('/api/craftsmen/nearby?latitude=30.0444&longitude=31.2357')),
    ];
    expect(await everywhere()).toEqual([[karim.id], [karim.id]]);

    await change('remove');
    expect(await everywhere()).toEqual([[], []]);
    await app.drainOutbox();
    expect(await everywhere()).toEqual([[], []]);

    await change('add');
    await app.drainOutbox();
    expect(await everywhere()).toEqual([[karim.id], [karim.id]]);
  });

  it.each([
    ['a service by name', '?service=Plumbing'],
    ['a group', '?category=Home'],
    ['words', '?search=boilers'],
    ['words in Arabic, as they are typed', '?search=سباكه'],
    ['his name', '?search=Karim'],
    ['a skill', '?skills=boiler'],
    ['several skills', '?skills=boilers,pipes'],
    ['a city', '?city=CAIRO'],
    ['a span of experience', '?minExperience=8&maxExperience=8'],
    ['how he is hired', '?labourType=daily&labourType=weekly'],
    ['being available', '?availableOnly=true&search=pipes'],
    ['a rating', '?minRating=4.5'],
    [
      'all of it around a place',
      '?latitude=30.04&longitude=31.24&radius=5&service=Plumbing&sortBy=relevance',
    ],
  ])('is narrowed by %s', async (_what, query) => {
    const mona = await aClient(app);
    const home = await aService(app, { names: { en: 'Home', ar: 'منزل' } });
    const plumbing = await aService(app, {
      names: { en: 'Plumbing', ar: 'سباكة' },
      parent: home.service._id,
    });
    const painting = await aService(app, { names: { en: 'Painting', ar: 'دهان' } });
    const karim = await aListedCraftsman(app, {
      address: { text: 'Cairo', city: 'Cairo' },
      rating: 4.6,
      ratingCount: 12,
      craft: { serviceId: plumbing.service._id, labourType: 'daily' },
    });
    await aListedCraftsman(app, {
      firstName: 'Hany',
      location: north(0.5),
      address: { text: 'Giza', city: 'Giza' },
      rating: 4.4,
      ratingCount: 2,
      craft: {
        serviceId: painting.service._id,
        skills: ['walls'],
        yearsOfExperience: 3,
        labourType: 'monthly',
        isAvailable: false,
      },
    });

    const answer = await find(mona, query);

    expect(answer.body.data).toMatchObject([{ id: karim.id }]);
    expect(answer.body.pagination).toMatchObject({ totalItems: 1 });
  });

  it('is ordered by rating, experience, distance and relevance', async () => {
    const mona = await aClient(app);
    const make = (rating: number, yearsOfExperience: number, [degrees, ...skills]: [number, string]) =>
      aListedCraftsman(app, {
        rating,
        ratingCount: 3,
        location: north(degrees),
        bio: 'All about boilers',
        craft: { yearsOfExperience, skills },
      });
    const [a, b, c] = [
      await make(4.1, 20, [0.02, 'pipes']),
      await make(4.9, 2, [0.04, 'sinks']),
      await make(3.2, 10, [0, 'boilers']),
    ];
    const sorted = async (query: string) => idsOf(await find(mona, query));

    expect(await sorted('?sortBy=rating')).toEqual([b.id, a.id, c.id]);
    expect(await sorted('')).toEqual([b.id, a.id, c.id]);
    expect(await sorted('?sortBy=experience')).toEqual([a.id, c.id, b.id]);
    expect(await sorted('?sortBy=distance&latitude=30.0444&longitude=31.2357')).toEqual([c.id, a.id, b.id]);
    expect(await sorted('?search=boilers')).toEqual([c.id, b.id, a.id]);
    expect(await sorted('?search=boilers&latitude=30.0444&longitude=31.2357')).toEqual([c.id, b.id, a.id]);
    expect(await sorted('?sortBy=rating&availableOnly=true')).toEqual([b.id, a.id, c.id]);
    expect(await sorted('?sortBy=rating&latitude=30.0444&longitude=31.2357')).toEqual([b.id, a.id, c.id]);
  });

  it.each(['rating', 'experience'])('goes on by cursor and by page in the order of %s', async (sortBy) => {
    const mona = await aClient(app);
    const made = [];
    for (const years of [1, 2, 2, 3]) {
      made.unshift((await aListedCraftsman(app, { rating: years, craft: { yearsOfExperience: years } })).id);
    }

    const first = await find(mona, `?sortBy=${sortBy}&limit=2`);
    const cursor = first.body.pagination.nextCursor as string;
    const [next, second, narrowed] = [
      await find(mona, `?sortBy=${sortBy}&limit=2&cursor=${cursor}`),
      await find(mona, `?sortBy=${sortBy}&limit=2&page=2`),
      await find(mona, `?sortBy=${sortBy}&limit=2&cursor=${cursor}&skills=pipes`),
    ];

    expect([...idsOf(first), ...idsOf(next)]).toEqual(made);
    expect(idsOf(second)).toEqual(idsOf(next));
    expect(idsOf(narrowed)).toEqual(idsOf(next));
    expect(first.body.pagination).toMatchObject({ totalItems: 4, hasNextPage: true });
  });

  it.each([
    ['no telling word', '?search=the', 'craftsman.nothingAsked'],
    ['an order without a place', '?sortBy=distance', 'request.invalid'],
    ['half a place', '?latitude=30', 'request.invalid'],
    ['a span upside down', '?minExperience=9&maxExperience=2', 'request.invalid'],
    ['an unknown way of being hired', '?labourType=hourly', 'request.invalid'],
    ['an operator', '?city[$ne]=Cairo', 'request.forbiddenKey'],
    ['a cursor where there is none', '?search=pipes&cursor=abc', 'request.invalid'],
  ])('refuses %s with 400', async (_what, query, code) => {
    const mona = await aClient(app);
    await aListedCraftsman(app);

    const answer = await find(mona, query);

    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  it('finds nobody in a trade that nobody offers, and lets nobody in who is not signed in', async () => {
    const mona = await aClient(app);
    await aListedCraftsman(app);

    expect(idsOf(await find(mona, '?service=Alchemy'))).toEqual([]);
    expect((await app.http.get('/api/craftsmen')).status).toBe(401);
  });

  it('follows the profile: place, trade, skills, name', async () => {
    const [mona, karim] = [await aClient(app), await aListedCraftsman(app, { location: north(3) })];

    await karim.as.put('/api/users/location').send({ latitude: 30.0444, longitude: 31.2357 }).expect(200);
    await karim.as.put('/api/users/craftsman/service').send({ skills: ['Gas stoves'], labourType: 'Weekly' });
    await karim.as.put('/api/users/availability').send({ isAvailable: false });
    await app.drainOutbox();

    const query = '?skills=stove&labourType=weekly&latitude=30.0444&longitude=31.2357';
    expect(idsOf(await find(mona, query))).toEqual([karim.id]);
    expect(idsOf(await find(mona, `${query}&availableOnly=true`))).toEqual([]);
    expect(idsOf(await find(mona, '?skills=pipes'))).toEqual([]);
  });
});

describe('GET /api/craftsmen/nearby', () => {
  it('puts the nearest first, with the distance to the area in steps of 100 m', async () => {
    const mona = await aClient(app);
    const [far, near] = [
      await aListedCraftsman(app, { location: north(0.05) }),
      await aListedCraftsman(app, { location: north(0.0004) }),
      await aListedCraftsman(app, { location: north(0.5) }),
      await aListedCraftsman(app, { location: undefined }),
    ];

    const answer = await mona.as.get('/api/craftsmen/nearby?latitude=30.0444&longitude=31.2357&radius=20');

    expect(idsOf(answer)).toEqual([near.id, far.id]);
    const distances = (answer.body.data as Item[]).map(({ distance }) => distance);
    expect(distances[0]).toBe(600);
    expect(distances.every((metres = 1) => metres % 100 === 0)).toBe(true);
    expect((await mona.as.get('/api/craftsmen/nearby')).status).toBe(400);
  });

  it('tells how many there are, exactly up to a thousand', async () => {
    const [mona, karim] = [await aClient(app), await aListedCraftsman(app)];
    const { emailKey: _one, phone: _two, ...copied } = await UserModel.findById(karim.id).orFail().lean();
    const copies = (many: number) =>
      UserModel.collection.insertMany(Array.from({ length: many }, () => ({ ...copied, _id: newId() })));
    const told = async () => {
      const { body } = await mona.as.get('/api/craftsmen/nearby?latitude=30.0444&longitude=31.2357&limit=10');
      const { totalItems, totalIsCapped } = body.pagination as Record<string, unknown>;
      return [totalItems, totalIsCapped];
    };

    await copies(999);
    expect(await told()).toEqual([1_000, false]);
    await copies(1);
    expect(await told()).toEqual([1_000, true]);
  });
});

describe('GET /api/craftsmen/:id', () => {
  it('is the public profile; 404 for clients, the banned, the blocked and nobody', async () => {
    const [mona, karim, banned] = [
      await aClient(app),
      await aListedCraftsman(app),
      await aListedCraftsman(app),
    ];
    await UserModel.updateOne(
      { _id: banned.user._id },
      { $set: { ban: { level: 'banned', reason: 'x', by: newId(), at: app.clock.now() } } },
    );
    const get = (id: string) => mona.as.get(`/api/craftsmen/${id}`);

    const answer = await get(karim.id);
    const others = [
      await get(mona.id),
      await get(banned.id),
      await get(newId().toHexString()),
      await get('x'),
    ];
    await karim.as.post(`/api/users/${mona.id}/block`);

    expect(answer.body.data).toMatchObject({
      id: karim.id,
      isBookmarked: false,
      craftsmanInfo: { radiusKm: 25 },
    });
    expect(answer.body.data).not.toHaveProperty('phone');
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await get(karim.id)).status).toBe(404);
  });
});

describe('a bookmark of a craftsman', () => {
  const keep = (who: MadeUser, id: string) => who.as.post(`/api/craftsmen/${id}/bookmark`);
  const kept = (who: MadeUser) => who.as.get('/api/users/me/bookmarks?type=craftsmen');

  it('keeps him once, shows it everywhere, and is one’s own', async () => {
    const [mona, other, karim] = [await aClient(app), await aClient(app), await aListedCraftsman(app)];

    const answers = await Promise.all([keep(mona, karim.id), keep(mona, karim.id)]);

    expect(answers.map(({ status, body }) => [status, body.data.isBookmarked])).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(await CraftsmanBookmarkModel.countDocuments()).toBe(1);
    const [list, detail, mine, theirs, jobs] = [
      await find(mona),
      await mona.as.get(`/api/craftsmen/${karim.id}`),
      await kept(mona),
      await kept(other),
      await mona.as.get('/api/users/me/bookmarks'),
    ];
    expect(list.body.data[0]).toMatchObject({ isBookmarked: true });
    expect(detail.body.data).toMatchObject({ isBookmarked: true });
    expect(mine.body.data).toMatchObject([{ id: karim.id, isBookmarked: true }]);
    expect([theirs.body.data, jobs.body.data]).toEqual([[], []]);
  });

  it('is let go, again too; of whom one no longer sees it says only that; of nobody it is 404', async () => {
    const [mona, karim, hany] = [
      await aClient(app),
      await aListedCraftsman(app),
      await aListedCraftsman(app),
    ];
    await keep(mona, karim.id);
    app.clock.advance(1);
    await keep(mona, hany.id);
    await hany.as.post(`/api/users/${mona.id}/block`);

    expect((await kept(mona)).body.data).toMatchObject([
      { id: hany.id, closed: true },
      { id: karim.id, isBookmarked: true },
    ]);
    const answers = [
      await mona.as.delete(`/api/craftsmen/${karim.id}/bookmark`),
      await mona.as.delete(`/api/craftsmen/${karim.id}/bookmark`),
      await keep(mona, mona.id),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect(await CraftsmanBookmarkModel.countDocuments()).toBe(1);
  });
});
