import type { Names } from './names';

/** The test of a resource's routes. */
export const apiTest = (names: Names): string =>
  [head, createTests, readTests].map((part) => part(names)).join('');

const head = ({ stem, many, Type, path }: Names): string => `
import { make${Type}Routes } from '../../src/routes/${stem}.routes';
import { make${Type}Service } from '../../src/services/${stem}.service';
import { startTestApp } from '../helpers/app';
import { signedInAs, type SignedIn } from '../helpers/as';

// Take \`mounts\` out once the resource stands in src/container.ts and src/routes/index.ts.
const app = startTestApp({
  mounts: ({ runtime, clock }) => [
    { prefix: '/api', router: make${Type}Routes({ runtime, ${many}: make${Type}Service({ clock }) }) },
  ],
});

const create = (owner: SignedIn, body: object) =>
  app.http.post('/api/${path}').set('Authorization', owner.bearer).send(body);
const read = (reader: SignedIn, id: string) => app.http.get(\`/api/${path}/\${id}\`).set('Authorization', reader.bearer);

`;

const createTests = ({ path, one }: Names): string => `describe('POST /api/${path}', () => {
  it('creates ${one} for the one who asks', async () => {
    const owner = await signedInAs('client', app);

    const answer = await create(owner, { title: 'A good title' });

    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ title: 'A good title', can: { read: true } });
  });

  it('refuses a title that is too short', async () => {
    const owner = await signedInAs('client', app);

    const answer = await create(owner, { title: 'no' });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'title' }] });
  });

  it('asks for a login', async () => {
    const answer = await app.http.post('/api/${path}').send({ title: 'A good title' });

    expect(answer.status).toBe(401);
  });
});

`;

const readTests = ({ path, words }: Names): string => `describe('GET /api/${path}/:id', () => {
  it('shows the owner his ${words}', async () => {
    const owner = await signedInAs('client', app);
    const made = await create(owner, { title: 'A good title' });

    const answer = await read(owner, made.body.data.id);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual(made.body.data);
  });

  it('hides it from everybody else', async () => {
    const made = await create(await signedInAs('client', app), { title: 'A good title' });

    const answer = await read(await signedInAs('client', app), made.body.data.id);

    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('request.notFound');
  });
});
`;
