import { startTestApp } from '../helpers/app';

const app = startTestApp();

describe('compression', () => {
  it('makes long answers small for those who can read them, documents and data alike', async () => {
    const documentation = await app.http.get('/api/openapi.json').set('Accept-Encoding', 'gzip');
    const settings = await app.http.get('/api/config').set('Accept-Encoding', 'gzip');

    expect([documentation.status, settings.status]).toEqual([200, 200]);
    expect(documentation.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(settings.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(settings.headers['vary']).toMatch(/Accept-Encoding/);
    expect(settings.body.success).toBe(true);
  });

  it('leaves short answers and simple clients alone', async () => {
    const short = await app.http.get('/api/nowhere').set('Accept-Encoding', 'gzip');
    const simple = await app.http.get('/api/config').set('Accept-Encoding', 'identity');

    expect(short.headers['content-encoding']).toBeUndefined();
    expect(simple.headers['content-encoding']).toBeUndefined();
    expect(simple.body.success).toBe(true);
  });
});
