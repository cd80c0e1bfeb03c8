import { startTestApp } from '../helpers/app';

const app = startTestApp();

describe('the documentation', () => {
  it.each(['/openapi.json', '/api/openapi.json'])('is an OpenAPI 3.1 document at %s', async (path) => {
    const answer = await app.http.get(path);

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.body).toMatchObject({ openapi: '3.1.0', info: { title: 'Craftworks API' } });
  });

  it('is not sent again to a reader who has it', async () => {
    const first = await app.http.get('/openapi.json');

    const second = await app.http.get('/openapi.json').set('If-None-Match', String(first.headers['etag']));

    expect(second.status).toBe(304);
    expect(second.text).toBe('');
  });

  it.each(['/docs', '/docs/', '/api/docs'])('is a page whose files it serves itself: %s', async (path) => {
    const page = await app.http.get(path);
    const files = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map(
      ([, file = '']) => new URL(file, `http://localhost${path}`).pathname,
    );

    const statuses = await Promise.all(files.map(async (file) => (await app.http.get(file)).status));

    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    expect(files.map((file) => file.replace('/api', ''))).toContain('/docs/swagger-ui-bundle.js');
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it.each(['package.json', 'swagger-initializer.js', '..%2Fpackage.json', 'swagger-ui.js'])(
    'serves no other file of the package: %s',
    async (file) => {
      const answer = await app.http.get(`/docs/${file}`);

      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ success: false, code: 'request.invalidId' });
    },
  );
});
