import { startTestApp } from '../helpers/app';
import { ProbeModel, makeProbeRoutes } from '../support/probe.routes';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const app = startTestApp({
  mounts: (container) => [{ prefix: '/api/probes', router: makeProbeRoutes(container) }],
});

describe('answers', () => {
  it('wrap what was created in the envelope, with a request id in the header', async () => {
    const answer = await app.http.post('/api/probes').send({ title: 'Fix a sink' });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ success: true, data: { input: { title: 'Fix a sink' } } });
    expect(answer.body.data.id).toBe(answer.body.data._id);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  it('put the pagination beside a list, with defaults, and cap the limit at 100', async () => {
    const plain = await app.http.get('/api/probes');
    const wide = await app.http.get('/api/probes?limit=5000');

    expect(plain.body).toMatchObject({
      success: true,
      data: [],
      pagination: {
        page: 1,
        limit: 20,
        totalPages: 0,
        totalItems: 0,
        totalIsCapped: false,
        hasNextPage: false,
        hasPrevPage: false,
        nextCursor: null,
      },
    });
    expect(wide.body.pagination.limit).toBe(100);
  });

  it('refuse a page number that is none with 400, and pages beyond 10,000 items with a hint to the cursor', async () => {
    const text = await app.http.get('/api/probes?page=two');
    const deep = await app.http.get('/api/probes?page=501&limit=20');
    const last = await app.http.get('/api/probes?page=500&limit=20');

    expect([text.status, deep.status, last.status]).toEqual([400, 400, 200]);
    expect(text.body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'page' }] });
    expect(deep.body).toMatchObject({
      code: 'request.pageTooDeep',
      message: expect.stringContaining('cursor'),
    });
  });

  it('read lists in a query as repeated keys and as comma-joined text', async () => {
    const joined = await app.http.get('/api/probes?tags=a,b');
    const repeated = await app.http.get('/api/probes?tags=a&tags=b');

    expect(joined.body.query.tags).toEqual(['a', 'b']);
    expect(repeated.body.query.tags).toEqual(['a', 'b']);
  });
});

describe('refusals', () => {
  it('name every problem at once, with a code and a request id', async () => {
    const answer = await app.http.post('/api/probes').send({ title: 'x', price: -5, kind: 'huge' });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      success: false,
      code: 'request.invalid',
      statusCode: 400,
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'kind',
      'price',
      'title',
    ]);
  });

  it('speak the reader’s language, English when none of ours is asked for', async () => {
    const arabic = await app.http
      .post('/api/probes')
      .set('Accept-Language', 'fr;q=0.9, ar-EG;q=0.8')
      .send({});
    const french = await app.http.post('/api/probes').set('Accept-Language', 'fr').send({});

    expect(arabic.body.message).toMatch(/[\u0600-\u06ff]/);
    expect(arabic.body.errors[0].message).toMatch(/مطلوب/);
    expect(french.body.message).toBe('Some fields are missing or not valid.');
  });

  it('answer malformed JSON with 400, a body over 100 kB with 413 and a foreign type with 415', async () => {
    const broken = await app.http
      .post('/api/probes')
      .set('Content-Type', 'application/json')
      .send('{"title": ');
    const large = await app.http.post('/api/probes').send({ title: 'x'.repeat(101 * 1024) });
    const form = await app.http.post('/api/probes').type('form').send('title=Fix a sink');
    const text = await app.http.post('/api/probes').type('text/plain').send('Fix a sink');

    expect([broken.status, large.status, form.status, text.status]).toEqual([400, 413, 415, 415]);
    expect(broken.body.code).toBe('request.malformedJson');
    expect(large.body.code).toBe('request.tooLarge');
    expect(form.body.code).toBe('request.unsupportedType');
  });

  it.each([
    ['an operator', { title: { $gt: '' } }],
    ['an operator as a key', { title: 'Fix a sink', $where: '1' }],
    ['a dotted key', { title: 'Fix a sink', 'address.city': 'Cairo' }],
    ['a constructor key', { title: 'Fix a sink', constructor: { prototype: { isAdmin: true } } }],
  ])('refuse %s before it reaches a query', async (_what, body) => {
    const answer = await app.http.post('/api/probes').send(body);

    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('request.forbiddenKey');
    expect(await ProbeModel.countDocuments()).toBe(0);
  });

  it('refuse a __proto__ key in JSON and an operator in a query', async () => {
    const proto = await app.http
      .post('/api/probes')
      .set('Content-Type', 'application/json')
      .send('{"title":"Fix a sink","__proto__":{"a":1}}');
    const query = await app.http.get('/api/probes?page[$gt]=1');

    expect([proto.status, query.status]).toEqual([400, 400]);
    expect([proto.body.code, query.body.code]).toEqual(['request.forbiddenKey', 'request.forbiddenKey']);
  });

  it('bound depth and number of keys', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20)}1${'}'.repeat(20)}`) as object;
    const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i]));

    const answers = [
      await app.http.post('/api/probes').send(deep),
      await app.http.post('/api/probes').send(wide),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual(['request.tooComplex', 'request.tooComplex']);
  });

  it('answer unknown paths, and unknown methods with Allow, with the fixed 404', async () => {
    const path = await app.http.get('/api/nowhere');
    const method = await app.http.put('/api/probes/staff').send({});
    const outside = await app.http.get('/nowhere');

    expect([path.status, method.status, outside.status]).toEqual([404, 404, 404]);
    expect(path.body).toMatchObject({
      success: false,
      message: 'API route not found',
      code: 'request.routeNotFound',
    });
    expect(method.headers['allow']).toBe('DELETE, GET');
  });

  it('answer a malformed id with the fixed 404, the same status as for an unknown one', async () => {
    const malformed = await app.http.get('/api/probes/not-an-id');
    const unknown = await app.http.get('/api/probes/665f1c2ab8a1f0d4c3e2b1a0');

    expect([malformed.status, unknown.status]).toEqual([404, 404]);
    expect(malformed.body.message).toBe('Resource not found (invalid ID)');
  });

  it('keep the cause of a failure out of the answer and put all of it into the log', async () => {
    const answer = await app.http.get('/api/probes/broken');

    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      success: false,
      message: 'Internal server error',
      code: 'server.error',
      statusCode: 500,
      requestId: answer.headers['x-request-id'],
    });
    const logged = app.logger.lines.find(
      ({ level, message }) => level === 'error' && message === 'request failed',
    );
    expect((logged?.fields['error'] as Error).message).toBe('a secret cause');
  });

  it('ask for a login where one is needed, and refuse a token that is none', async () => {
    const none = await app.http.get('/api/probes/mine');
    const forged = await app.http.get('/api/probes/mine').set('Authorization', 'Bearer not.a.token');
    const basic = await app.http.get('/api/probes/mine').set('Authorization', 'Basic dXNlcjpwYXNz');

    expect([none.status, forged.status, basic.status]).toEqual([401, 401, 401]);
    expect([none.body.code, forged.body.code]).toEqual(['auth.required', 'auth.tokenInvalid']);
  });
});

describe('leniency on input', () => {
  it('reads multipart with bracketed and JSON keys, numbers and booleans as text, and coordinates as one text', async () => {
    const answer = await app.http
      .post('/api/probes')
      .field('title', 'Fix a sink')
      .field('price', '50000')
      .field('isUrgent', 'true')
      .field('kind', 'large one')
      .field('jobDate', '2026-05-31')
      .field('address[city]', 'القاهرة')
      .field('location[coordinates]', '31.2,30.1')
      .field('tags', '["water","kitchen"]')
      .attach('photos', Buffer.from('picture'), 'صورة.jpg');

    expect(answer.status).toBe(201);
    expect(answer.body.data.input).toEqual({
      title: 'Fix a sink',
      price: 50_000,
      isUrgent: true,
      kind: 'Large One',
      jobDate: '2026-05-31T00:00:00.000Z',
      address: { city: 'القاهرة' },
      location: { coordinates: [31.2, 30.1] },
      tags: ['water', 'kitchen'],
    });
    expect(answer.body.data.files).toEqual([
      { field: 'photos', name: 'صورة.jpg', sizeBytes: 7, head: 'picture' },
    ]);
  });

  it.each(['put', 'patch'] as const)('reads multipart on %s as on POST', async (method) => {
    const answer = await app.http[method]('/api/probes')
      .field('title', 'Fix a sink')
      .field('address', '{"city":"Giza"}');

    expect(answer.body.data.input).toEqual({ title: 'Fix a sink', address: { city: 'Giza' } });
  });

  it('drops unknown keys and those of privilege', async () => {
    const answer = await app.http
      .post('/api/probes')
      .send({ title: 'Fix a sink', role: 'admin', colour: 'red' });

    expect(answer.body.data.input).toEqual({ title: 'Fix a sink' });
  });

  it('takes money in JSON only as a whole number', async () => {
    const answers = await Promise.all(
      ['500', 1.5, 1e21, 0, -1, Number.MAX_SAFE_INTEGER].map((price) =>
        app.http.post('/api/probes').send({ title: 'Fix a sink', price }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  });

  it('accepts a GET or DELETE with a JSON content type and no body', async () => {
    const got = await app.http.get('/api/probes').set('Content-Type', 'application/json');
    const gone = await app.http
      .delete('/api/probes/665f1c2ab8a1f0d4c3e2b1a0')
      .set('Content-Type', 'application/json');

    expect([got.status, gone.status]).toEqual([200, 404]);
  });

  it('refuses a file over 5 MB, too many files and a file in an unknown field, and leaves no file behind', async () => {
    const large = await app.http
      .post('/api/probes')
      .field('title', 'Fix a sink')
      .attach('photos', Buffer.alloc(5 * 1024 * 1024 + 1), 'a.jpg');
    const foreign = await app.http
      .post('/api/probes')
      .field('title', 'Fix a sink')
      .attach('evil', Buffer.from('x'), 'a.jpg');

    expect([large.status, foreign.status]).toEqual([413, 400]);
    expect(readdirSync(join(app.container.config.dataDir, 'uploads'))).toEqual([]);
  });
});
