import { JobModel, type Job } from '../../src/models/job.model';
import { after, minutes } from '../../src/utils/clock';
import { geoPoint } from '../../src/utils/geo';
import { coarse } from '../../src/utils/area';
import { aJob, type JobOverrides } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Answer {
  readonly status: number;
  readonly body: {
    readonly data: Record<string, unknown>[];
    readonly pagination: Record<string, unknown> & { readonly nextCursor: string };
    readonly code?: string;
  };
}

let age = 0;
/** An open job, each older than the one before. */
const posted = async (overrides: JobOverrides = {}) => {
  age += 1;
  const createdAt = after(app.container.clock.now(), -minutes(age));
  return aJob(app, { createdAt, ...overrides }).posted();
};
const at = (longitude: number, latitude: number): Pick<Job, 'location' | 'area'> => {
  const location = geoPoint(longitude, latitude);
  return { location, area: coarse(location) };
};
const browse = async (who: MadeUser, query = ''): Promise<Answer> => who.as.get(`/api/jobs${query}`);
const ids = ({ body }: Answer): unknown[] => body.data.map(({ id }) => id);

describe('open jobs', () => {
  it('are listed newest first for everybody who is signed in, one’s own among them', async () => {
    const [client, craftsman] = [await aClient(app), await aCraftsman(app)];
    const [first, second] = [await posted(), await posted({ client })];
    await aJob(app).hired();
    await posted({ isHidden: true });

    const [forCraftsman, forOwner, anonymous] = [
      await browse(craftsman),
      await browse(client),
      await app.http.get('/api/jobs'),
    ];

    expect(ids(forCraftsman)).toEqual([first.jobId, second.jobId]);
    expect(ids(forOwner)).toEqual([first.jobId, second.jobId]);
    expect(forCraftsman.body.pagination).toMatchObject({ totalItems: 2, totalIsCapped: false, page: 1 });
    expect(anonymous.status).toBe(401);
  });

  it('show the client’s card, the trade in the reader’s language, the area and no door', async () => {
    const { service } = await aService(app, { names: { en: 'Plumbing', ar: 'سباكة' } });
    const { client } = await posted({ serviceId: service._id });
    const craftsman = await aCraftsman(app);

    const answer = await craftsman.as.get('/api/jobs').set('Accept-Language', 'ar');

    const [item] = answer.body.data;
    expect(item).toMatchObject({
      category: 'سباكة',
      service: { name: 'سباكة' },
      client: { id: client.id, fullName: 'Mona Hassan', rating: 0, ratingCount: 0 },
      location: { type: 'Point', coordinates: [31.24, 30.05] },
      address: { city: 'Cairo', street: null },
      isPlaceExact: false,
      isBookmarked: false,
      jobPrice: 50_000,
    });
    expect(JSON.stringify(item)).not.toMatch(/Talaat|\+2010|quoteCount|views|terms|example\.com/);
  });

  it('of somebody with whom there is a block are not there, from either side', async () => {
    const [client, craftsman] = [await aClient(app), await aCraftsman(app)];
    await posted({ client });
    const other = await posted({ client: craftsman });

    expect(ids(await browse(craftsman))).toHaveLength(2);
    await craftsman.as.post(`/api/users/${client.id}/block`).expect(201);

    expect(ids(await browse(craftsman))).toEqual([other.jobId]);
    expect((await browse(client)).body.data).toHaveLength(1);
    await craftsman.as.delete(`/api/users/${client.id}/block`).expect(200);
    expect(ids(await browse(craftsman))).toHaveLength(2);
  });
});

describe('filters', () => {
  const found = async (query: string): Promise<unknown[]> => ids(await browse(await aCraftsman(app), query));

  it('find a service by id, slug or any of its names, and a group with all that is in it', async () => {
    const home = await aService(app, { slug: 'home', names: { en: 'Home', ar: 'المنزل' } });
    const plumbing = await aService(app, {
      slug: 'plumbing',
      parent: home.service._id,
      names: { en: 'Plumbing', ar: 'سباكة' },
      synonyms: { en: ['plumber'] },
    });
    const inHome = await posted({ serviceId: home.service._id });
    const inPlumbing = await posted({ serviceId: plumbing.service._id });
    await posted();

    for (const name of [plumbing.id, 'plumbing', 'Plumbing', 'سباكة', 'سباكه', 'plumber']) {
      expect(await found(`?service=${encodeURIComponent(name)}`)).toEqual([inPlumbing.jobId]);
      expect(await found(`?category=${encodeURIComponent(name)}`)).toEqual([inPlumbing.jobId]);
    }
    expect(await found('?service=home')).toEqual([inHome.jobId, inPlumbing.jobId]);
    expect(await found('?service=astronaut')).toEqual([]);
  });

  it('find what is paid, urgent, asks for experience, and lies somewhere', async () => {
    const other = { cityKey: 'alexandria', stateKey: 'alexandria governorate', urgency: 'urgent' } as const;
    const [cash, escrow] = [
      await posted({ experienceLevel: 'expert' }),
      await posted({ paymentType: 'Escrow', ...other }),
    ];

    expect(await found('?paymentType=escrow')).toEqual([escrow.jobId]);
    expect(await found('?paymentType=Cash,Escrow')).toEqual([cash.jobId, escrow.jobId]);
    expect(await found('?urgency=urgent&urgency=emergency')).toEqual([escrow.jobId]);
    expect(await found('?experienceLevel=Expert')).toEqual([cash.jobId]);
    expect(await found('?city=ALEXANDRIA')).toEqual([escrow.jobId]);
    expect(await found('?state=Cairo%20%20governorate')).toEqual([cash.jobId]);
    expect(await found('?city=Alexandria&urgency=normal')).toEqual([]);
  });

  it('find prices within bounds, and leave out jobs that name none', async () => {
    const [low, high] = [await posted({ listPrice: 10_000 }), await posted({ listPrice: 90_000 })];
    const open = await posted({ listPrice: 0, budget: {} });

    expect(await found('?minPrice=10000&maxPrice=50000')).toEqual([low.jobId]);
    expect(await found('?minPrice=10001')).toEqual([high.jobId]);
    expect(await found('?maxPrice=90000')).toEqual([low.jobId, high.jobId]);
    expect(await found('?minPrice=0')).toEqual([low.jobId, high.jobId]);
    expect(await found('?sortBy=priceLow')).toEqual([open.jobId, low.jobId, high.jobId]);
    expect(await found('?sortBy=priceHigh')).toEqual([high.jobId, low.jobId, open.jobId]);
    expect(await found('?sortBy=oldest')).toEqual([open.jobId, high.jobId, low.jobId]);
  });

  it('by a state that is not open find one’s own jobs alone, from either side', async () => {
    const { jobId, client, craftsman } = await aJob(app).inProgress();
    const [stranger, quoted] = [await aCraftsman(app), await aJob(app).quoted(1)];
    const query = '?status=In%20Progress';

    expect(ids(await browse(client, query))).toEqual([jobId]);
    expect(ids(await browse(craftsman, query))).toEqual([jobId]);
    expect(ids(await browse(stranger, query))).toEqual([]);
    expect(ids(await browse(stranger, '?status=quoted'))).toEqual([quoted.jobId]);
    expect(ids(await browse(stranger, '?status=Quoted,Completed'))).toEqual([]);
  });

  it.each([
    '?sortBy=nonsense',
    '?minPrice=5&maxPrice=4',
    '?minPrice=1.5',
    '?minPrice=-1',
    '?maxPrice=1e21',
    '?latitude=30',
    '?latitude=91&longitude=31',
    '?latitude=a&longitude=31',
    '?latitude=30&longitude=181',
    '?latitude=30&longitude=31&radius=201',
    '?latitude=30&longitude=31&radius=0',
    '?latitude=30&longitude=31&radius=1e9',
    '?sortBy=distance',
    '?status=Nowhere',
    '?urgency[$ne]=normal',
    '?limit=abc',
    '?page=501',
    '?cursor=bm9uc2Vuc2U',
    '?latitude=30&longitude=31&cursor=bm9uc2Vuc2U',
  ])('refuse %s', async (query) => {
    await posted();
    const craftsman = await aCraftsman(app);

    const answer = await browse(craftsman, query);

    expect(answer.status).toBe(400);
  });
});

describe('pages', () => {
  it('by cursor stand still while jobs are posted, in each order', async () => {
    const craftsman = await aCraftsman(app);
    const client = await aClient(app);
    for (let i = 0; i < 5; i += 1) {
      await posted({ client, listPrice: 1_000 * (i % 3) });
    }

    for (const sortBy of ['newest', 'oldest', 'priceLow', 'priceHigh']) {
      const whole = ids(await browse(craftsman, `?sortBy=${sortBy}`)).slice(0, 5);
      const first = await browse(craftsman, `?sortBy=${sortBy}&limit=2`);
      await posted({ client, createdAt: app.container.clock.now(), listPrice: 99_999_999 });
      const { nextCursor } = first.body.pagination;
      const second = await browse(craftsman, `?sortBy=${sortBy}&limit=2&cursor=${nextCursor}`);

      expect([...ids(first), ...ids(second)]).toEqual(whole.slice(0, 4));
      await JobModel.deleteMany({ listPrice: 99_999_999 });
    }
  });

  it('by number tell how many there are', async () => {
    const craftsman = await aCraftsman(app);
    const client = await aClient(app);
    for (let i = 0; i < 3; i += 1) {
      await posted({ client });
    }

    const second = await browse(craftsman, '?limit=2&page=2');

    expect(second.body.data).toHaveLength(1);
    expect(second.body.pagination).toMatchObject({ totalItems: 3, totalPages: 2, hasNextPage: false });
  });
});

describe('jobs around a place', () => {
  const HERE = 'latitude=30.05&longitude=31.24';
  const nearby = async (query: string): Promise<Answer> =>
    (await aCraftsman(app)).as.get(`/api/jobs/nearby?${query}`);

  it('come nearest first with the distance to their area, 10 km around unless more is asked', async () => {
    const far = await posted(at(31.24, 30.5));
    const near = await posted(at(31.262, 30.052));
    const here = await posted(at(31.2401, 30.0501));

    const [usual, wide] = [await nearby(HERE), await nearby(`${HERE}&radius=100`)];

    expect(ids(usual)).toEqual([here.jobId, near.jobId]);
    expect(ids(wide)).toEqual([here.jobId, near.jobId, far.jobId]);
    expect(usual.body.data.map(({ distance }) => distance)).toEqual([0, 1_900]);
    expect(wide.body.pagination).toMatchObject({ totalItems: 3, totalIsCapped: false, nextCursor: null });
  });

  it('obey filters and orders too, with few and with many that match', async () => {
    const cheap = await posted({ ...at(31.3, 30.05), listPrice: 100 });
    const dear = await posted({ ...at(31.24, 30.05), listPrice: 900, urgency: 'urgent' });

    expect(ids(await nearby(`${HERE}&urgency=urgent`))).toEqual([dear.jobId]);
    expect(ids(await nearby(`${HERE}&sortBy=priceLow`))).toEqual([cheap.jobId, dear.jobId]);
    expect(ids(await nearby(`${HERE}&sortBy=priceHigh&paymentType=Cash`))).toEqual([dear.jobId, cheap.jobId]);
    expect(ids(await nearby(`${HERE}&radius=2&paymentType=Cash`))).toEqual([dear.jobId]);
    expect(ids(await nearby(`${HERE}&sortBy=newest&limit=1&page=2`))).toEqual([dear.jobId]);
    const craftsman = await aCraftsman(app);
    expect(ids(await browse(craftsman, `?${HERE}&radius=2`))).toEqual([dear.jobId]);
  });

  it('tell the same of two doors in one area, so that no circle finds the door', async () => {
    const one = await posted(at(31.2449, 30.0451));
    const other = await posted(at(31.2351, 30.0549));

    const [both, none] = [
      await nearby(`${HERE}&radius=0.1`),
      await nearby('latitude=30.0451&longitude=31.2449&radius=0.1'),
    ];

    expect(ids(both).sort()).toEqual([one.jobId, other.jobId].sort());
    expect(both.body.data.map(({ distance }) => distance)).toEqual([0, 0]);
    expect(ids(none)).toEqual([]);
  });

  it.each([
    '',
    'latitude=30',
    `${HERE}&radius=101`,
    `${HERE}&radius=-1`,
    `${HERE}&cursor=abc`,
    'latitude=x&longitude=y',
  ])('are refused for "%s"', async (query) => {
    const answer = await nearby(query);

    expect(answer.status).toBe(400);
  });
});

describe('one’s own jobs', () => {
  it('are those that a client posted, or that a craftsman was hired for, in any state', async () => {
    const hired = await aJob(app).hired();
    const hidden = await posted({ client: hired.client, isHidden: true });
    const own = async (who: MadeUser, query = '') => who.as.get(`/api/users/me/jobs${query}`);

    const [ofClient, ofCraftsman, asClient, inState, ofStranger] = [
      await own(hired.client),
      await own(hired.craftsman),
      await own(hired.craftsman, '?as=client'),
      await own(hired.client, '?status=Hired,Completed'),
      await own(await aClient(app)),
    ];

    expect(ids(ofClient)).toEqual([hired.jobId, hidden.jobId]);
    expect(ids(ofCraftsman)).toEqual([hired.jobId]);
    expect(ids(asClient)).toEqual([]);
    expect(ids(inState)).toEqual([hired.jobId]);
    expect(ids(ofStranger)).toEqual([]);
    expect(ofClient.body.data[0]).toMatchObject({
      quoteCount: 0,
      isPlaceExact: true,
      craftsman: { id: hired.craftsman.id, phone: hired.craftsman.user.phone },
    });
    expect(ofCraftsman.body.data[0]).toMatchObject({ isPlaceExact: true, client: { id: hired.client.id } });
    expect(ofCraftsman.body.data[0]).not.toHaveProperty('quoteCount');
  });
});
