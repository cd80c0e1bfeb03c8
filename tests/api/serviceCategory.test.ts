import { ActivityModel } from '../../src/models/activity.model';
import { JobModel } from '../../src/models/job.model';
import { ServiceCategoryModel } from '../../src/models/serviceCategory.model';
import { newId } from '../../src/utils/ids';
import { aService } from '../factories/service';
import { aClient, aCraftsman, aModerator, anAdmin } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const PLUMBING = {
  names: { en: 'Plumbing', ar: 'سباكة' },
  descriptions: { en: 'Leaks and taps', ar: 'تسريبات وحنفيات' },
  synonyms: { en: ['plumber'], ar: ['سباك'] },
  icon: 'faucet',
  color: '#1e88e5',
  sortOrder: 7,
};

const list = (query = '', language = 'en') =>
  app.http.get(`/api/services${query}`).set('Accept-Language', language);
const slugs = (answer: { body: { data: { slug: string }[] } }): string[] =>
  answer.body.data.map(({ slug }) => slug);
const activities = async (): Promise<unknown[]> => {
  await app.drainOutbox();
  const lines = await ActivityModel.find().sort({ eventId: 1 }).lean();
  return lines.map(({ action, target, before, after }) => ({ action, target, before, after }));
};

describe('the catalogue', () => {
  it('is open to everybody, whole, in its order and in the reader’s language', async () => {
    await aService(app, { slug: 'painting', names: { en: 'Painting', ar: 'دهانات' }, sortOrder: 2 });
    const parent = await aService(app, { slug: 'home', names: { en: 'Home' }, sortOrder: 1 });
    await aService(app, { slug: 'plumbing', parent: parent.service._id, sortOrder: 3 });

    const [english, arabic] = [await list(), await list('', 'ar-EG')];

    expect(slugs(english)).toEqual(['home', 'painting', 'plumbing']);
    expect(english.body.pagination).toBeUndefined();
    expect(english.body.data[2].parent).toBe(parent.id);
    expect(english.body.data[1]).toMatchObject({ name: 'Painting', names: { en: 'Painting', ar: 'دهانات' } });
    expect(arabic.body.data.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual([
      'Home',
      'دهانات',
    ]);
  });

  it('may be kept for a minute, for each language', async () => {
    const answer = await list();

    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    expect(answer.headers['vary']).toMatch(/accept-language/i);
  });

  it('leaves retired services out, unless staff ask for all, and never keeps that in a shared cache', async () => {
    await aService(app, { slug: 'open' });
    await aService(app, { slug: 'past', isRetired: true });
    const [client, moderator] = [await aClient(app), await aModerator(app)];

    const answers = [await list(), await list('?all=true'), await client.as.get('/api/services?all=true')];
    const ofStaff = await moderator.as.get('/api/services?all=true');

    expect(answers.map(slugs)).toEqual([['open'], ['open'], ['open']]);
    expect(slugs(ofStaff).sort()).toEqual(['open', 'past']);
    expect(answers[1]?.headers['cache-control']).toBe('private, no-store');
  });

  it('is at most a second old in every process', async () => {
    const { service } = await aService(app, { slug: 'before' });
    await list();

    await ServiceCategoryModel.updateOne(
      { _id: service._id },
      { $set: { slug: 'after' }, $inc: { revision: 1 } },
    );
    const still = await list();
    app.clock.advance(1_000);
    const then = await list();

    expect([slugs(still), slugs(then)]).toEqual([['before'], ['after']]);
  });
});

describe('adding a service', () => {
  it('makes its slug of its name and writes it into the activity log', async () => {
    const admin = await anAdmin(app);

    const answer = await admin.as.post('/api/services').send(PLUMBING);

    const stored = await ServiceCategoryModel.findOne({ slug: 'plumbing' }).orFail().lean();
    const id = stored._id.toHexString();
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({
      ...PLUMBING,
      id,
      _id: id,
      slug: 'plumbing',
      parent: null,
      kind: 'technical',
      name: 'Plumbing',
      description: 'Leaks and taps',
      color: '#1E88E5',
      isRetired: false,
    });
    expect(await activities()).toEqual([
      {
        action: 'service.created',
        target: { type: 'service', id },
        before: undefined,
        after: { ...PLUMBING, slug: 'plumbing', kind: 'technical', color: '#1E88E5', isRetired: false },
      },
    ]);
    expect(slugs(await list())).toEqual(['plumbing']);
  });

  it('takes a plain name for the language of the request', async () => {
    const { as } = await aModerator(app);

    const answer = await as.post('/api/services').set('Accept-Language', 'ar').send({ name: 'نجارة' });

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ name: 'نجارة', names: { ar: 'نجارة' }, description: '' });
    expect(answer.body.data.slug).toMatch(/^service-[0-9a-f]{8}$/);
  });

  it('takes names in further languages without code', async () => {
    const { as } = await anAdmin(app);

    const answer = await as.post('/api/services').send({ names: { hi: 'नलसाज़ी', 'pt-BR': 'Encanamento' } });

    expect(answer.body.data).toMatchObject({ name: 'नलसाज़ी', slug: 'encanamento' });
  });

  it.each([
    ['no name', {}],
    ['an empty name', { name: ' ' }],
    ['no language', { names: {} }],
    ['a name taken away that never was', { names: { en: null } }],
    ['a name of control characters', { name: 'Plumb\u202eing' }],
    ['a slug with spaces', { name: 'Plumbing', slug: 'a b' }],
    ['a colour that is none', { name: 'Plumbing', color: 'red' }],
    ['an icon with markup', { name: 'Plumbing', icon: '<svg>' }],
    ['an unknown kind', { name: 'Plumbing', kind: 'magic' }],
    ['an unknown parent', { name: 'Plumbing', parent: newId().toHexString() }],
    ['a parent that is no id', { name: 'Plumbing', parent: 'home' }],
    ['a negative place', { name: 'Plumbing', sortOrder: -1 }],
    ['a name of 81 letters', { name: 'x'.repeat(81) }],
  ])('answers 400 for %s', async (_what, body) => {
    const { as } = await anAdmin(app);

    const answer = await as.post('/api/services').send(body);

    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect(await ServiceCategoryModel.countDocuments()).toBe(0);
  });

  it.each([
    ['a slug', { name: 'Pipes', slug: 'PLUMBING' }, 'service.slugTaken'],
    ['a name in another case', { name: 'PLUMBING', slug: 'pipes' }, 'service.nameTaken'],
    ['an Arabic name in another spelling', { names: { ar: 'سبَّاكه' }, slug: 'pipes' }, 'service.nameTaken'],
  ])('answers 409 for %s that another service has', async (_what, body, code) => {
    const { as } = await anAdmin(app);
    await as.post('/api/services').send(PLUMBING);

    const answer = await as.post('/api/services').send(body);

    expect([answer.status, answer.body.code]).toEqual([409, code]);
    expect(await ServiceCategoryModel.countDocuments()).toBe(1);
  });

  it('has two levels: a service in a group holds no further ones', async () => {
    const { as } = await anAdmin(app);
    const group = await aService(app);
    const inside = await aService(app, { parent: group.service._id });

    const answer = await as.post('/api/services').send({ name: 'Deeper', parent: inside.id });

    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'parent']);
  });
});

describe('changing a service', () => {
  it('sets what is named, leaves what is absent, clears what is null', async () => {
    const { as } = await aModerator(app);
    const { id } = await aService(app, { slug: 'plumbing', names: PLUMBING.names, icon: 'tap' });

    const answer = await as
      .put(`/api/services/${id}`)
      .set('Accept-Language', 'ar')
      .send({ name: 'السباكة', icon: null, descriptions: { en: null } });

    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      name: 'السباكة',
      names: { en: 'Plumbing', ar: 'السباكة' },
      descriptions: { ar: 'كل شيء' },
      icon: null,
      color: '#1E88E5',
    });
    expect(await activities()).toEqual([
      {
        action: 'service.updated',
        target: { type: 'service', id },
        before: {
          icon: 'tap',
          names: { en: 'Plumbing', ar: 'سباكة' },
          descriptions: { en: 'All of it', ar: 'كل شيء' },
        },
        after: {
          icon: null,
          names: { en: 'Plumbing', ar: 'السباكة' },
          descriptions: { ar: 'كل شيء' },
        },
      },
    ]);
  });

  it('believes the plain name of an app that sends everything back', async () => {
    const { as } = await anAdmin(app);
    const { id } = await aService(app, { names: PLUMBING.names });
    const [read] = (await list()).body.data;

    const answer = await as.patch(`/api/services/${id}`).send({ ...read, name: 'Pipes' });

    expect(answer.body.data.names).toEqual({ en: 'Pipes', ar: 'سباكة' });
  });

  it('back to what it was leaves no line in the activity log', async () => {
    const { as } = await anAdmin(app);
    const { id, service } = await aService(app);

    const answer = await as.put(`/api/services/${id}`).send({ names: service.names, sortOrder: 100 });

    expect(answer.status).toBe(200);
    expect(await activities()).toEqual([]);
  });

  it('retires it and offers it again', async () => {
    const { as } = await anAdmin(app);
    const { id } = await aService(app, { slug: 'plumbing' });

    const retired = await as.put(`/api/services/${id}`).send({ isRetired: true });
    const without = slugs(await list());
    await as.put(`/api/services/${id}`).send({ isRetired: false });

    const actions = (await activities()).map((line) => (line as { action: string }).action);
    expect([retired.status, retired.body.data.isRetired]).toEqual([200, true]);
    expect([without, slugs(await list())]).toEqual([[], ['plumbing']]);
    expect(actions).toEqual(['service.retired', 'service.updated']);
  });

  it('keeps one name at least', async () => {
    const { as } = await anAdmin(app);
    const { id } = await aService(app, { names: { en: 'Plumbing' } });

    const answer = await as.put(`/api/services/${id}`).send({ names: { en: null } });

    expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'names']);
  });

  it('puts no service into itself, and no group into another one', async () => {
    const { as } = await anAdmin(app);
    const [group, other] = [await aService(app), await aService(app)];
    await aService(app, { parent: group.service._id });

    const answers = [
      await as.put(`/api/services/${other.id}`).send({ parent: other.id }),
      await as.put(`/api/services/${group.id}`).send({ parent: other.id }),
      await as.put(`/api/services/${other.id}`).send({ parent: group.id }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  it('answers 409 for a name that another service has', async () => {
    const { as } = await anAdmin(app);
    await aService(app, { names: PLUMBING.names });
    const { id } = await aService(app);

    const answer = await as.put(`/api/services/${id}`).send({ name: 'plumbing' });

    expect([answer.status, answer.body.code]).toEqual([409, 'service.nameTaken']);
  });
});

describe('deleting a service', () => {
  it('takes it away when nothing refers to it, and frees its slug and names', async () => {
    const { as } = await anAdmin(app);
    const { id } = await aService(app, { slug: 'plumbing', names: PLUMBING.names });

    const answer = await as.delete(`/api/services/${id}`);
    const again = await as.post('/api/services').send(PLUMBING);

    expect([answer.status, answer.body.data]).toEqual([200, { id, _id: id }]);
    expect(again.status).toBe(201);
    expect(slugs(await as.get('/api/services?all=true'))).toEqual(['plumbing']);
    expect((await activities())[0]).toMatchObject({
      action: 'service.deleted',
      target: { type: 'service', id },
      before: { slug: 'plumbing', names: PLUMBING.names },
    });
  });

  it('leaves its name to what referred to it in the same instant', async () => {
    const { as } = await anAdmin(app);
    const { id } = await aService(app, { names: PLUMBING.names });
    await as.delete(`/api/services/${id}`);

    const view = await app.container.serviceCatalogue.current();

    expect([view.get(id), view.find('plumbing'), view.nameOf(id, 'ar')]).toEqual([
      undefined,
      undefined,
      'سباكة',
    ]);
  });

  it('that is in use answers 409 with the count; it can be retired', async () => {
    const { as } = await anAdmin(app);
    const { id, service } = await aService(app);
    await aService(app, { parent: service._id });
    await JobModel.collection.insertMany([{ serviceId: service._id }, { serviceId: service._id }] as never[]);

    const answer = await as.delete(`/api/services/${id}`);
    const retired = await as.put(`/api/services/${id}`).send({ isRetired: true });

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'service.inUse',
      count: 3,
      usage: { services: 1, jobs: 2 },
      isRetired: false,
    });
    expect(retired.status).toBe(200);
  });
});

describe('who may', () => {
  const calls = [
    ['post', () => '/api/services'],
    ['put', (id: string) => `/api/services/${id}`],
    ['patch', (id: string) => `/api/services/${id}`],
    ['delete', (id: string) => `/api/services/${id}`],
  ] as const;

  it.each(calls)('%s: staff only', async (method, path) => {
    const { id } = await aService(app, { slug: 'plumbing' });
    const [client, craftsman] = [await aClient(app), await aCraftsman(app)];

    const answers = [
      await app.http[method](path(id)).send({ name: 'Mine', isRetired: true }),
      await client.as[method](path(id)).send({ name: 'Mine', isRetired: true }),
      await craftsman.as[method](path(id)).send({ name: 'Mine', isRetired: true }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
    expect(slugs(await list())).toEqual(['plumbing']);
  });

  it.each(['put', 'delete'] as const)('%s of what is not there is 404', async (method) => {
    const { as } = await anAdmin(app);
    const gone = await aService(app);
    await as.delete(`/api/services/${gone.id}`);

    const answers = [
      await as[method](`/api/services/${newId().toHexString()}`).send({}),
      await as[method](`/api/services/${gone.id}`).send({ name: 'Back' }),
      await as[method]('/api/services/plumbing').send({}),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'request.notFound'],
      [404, 'request.notFound'],
      [404, 'request.invalidId'],
    ]);
  });
});
