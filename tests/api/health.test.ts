import { startTestApp } from '../helpers/app';

const MEDIA = { keptBy: 'local', virusScan: 'off' };
const app = startTestApp();

describe('health', () => {
  it.each(['/health', '/health/ready', '/api/health', '/api/health/ready'])(
    'at %s is 503 until the process has opened, and again while it drains',
    async (path) => {
      const closed = await app.http.get(path);
      app.container.health.opened();
      const open = await app.http.get(path);
      app.container.health.draining();
      const draining = await app.http.get(path);

      expect([closed.status, open.status, draining.status]).toEqual([503, 200, 503]);
      expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0);
      expect(open.body).toEqual({ success: true, data: { status: 'ok', media: MEDIA } });
    },
  );

  it('stays ready, and says what somebody has to put right', async () => {
    app.container.health.opened();
    jest.spyOn(app.container.health, 'warnings').mockReturnValue(['fields.masterKeyMissing']);

    const { status, body } = await app.http.get('/health');

    expect([status, body.data]).toEqual([
      200,
      { status: 'ok', media: MEDIA, warnings: ['fields.masterKeyMissing'] },
    ]);
  });

  it('tells that the process lives, whatever else is', async () => {
    const answer = await app.http.get('/health/live');

    expect(answer.status).toBe(200);
  });
});

describe('metrics', () => {
  it('count requests under the pattern of their route', async () => {
    await app.http.get('/api/health/live');

    const answer = await app.http.get('/metrics');

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/health\/live",status="2xx"\} 1/,
    );
    expect(answer.text).toMatch(/outbox_lag_seconds 0/);
    expect(answer.text).toMatch(/sockets_connected 0/);
  });
});
