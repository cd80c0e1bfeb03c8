import { createApp } from '../../src/app';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeInboxService } from '../../src/services/inbox.service';
import supertest from 'supertest';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

let caught = 0;
const aMessage = (overrides: object = {}) => {
  caught += 1;
  return app.container.inbox.add({
    channel: 'email',
    to: 'mona@example.org',
    subject: 'Hello',
    text: 'Hello Mona',
    html: '<p>Hello Mona</p>',
    idempotencyKey: `k${caught}`,
    ...overrides,
  });
};
const asJson = (path: string) => app.http.get(path).set('Accept', 'application/json');

describe('GET /dev/inbox', () => {
  it('lists what was caught as JSON, newest first', async () => {
    await aMessage({ subject: 'First' });
    app.clock.advance(1_000);
    await aMessage({ subject: 'Second', channel: 'sms', html: undefined, to: '+201000000000' });

    const answer = await asJson('/dev/inbox');

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: [
        {
          channel: 'sms',
          to: '+201000000000',
          subject: 'Second',
          text: 'Hello Mona',
          html: null,
          at: app.clock.now().toISOString(),
        },
        expect.objectContaining({ channel: 'email', subject: 'First', html: '<p>Hello Mona</p>' }),
      ],
    });
  });

  it('filters by receiver and by channel', async () => {
    await aMessage();
    await aMessage({ to: 'adel@example.org' });
    await aMessage({ channel: 'push' });

    const byReceiver = await asJson('/dev/inbox?to=adel@example.org');
    const byChannel = await asJson('/dev/inbox?channel=Push');
    const byNone = await asJson('/dev/inbox?to=&channel=');
    const wrong = await asJson('/dev/inbox?channel=pigeon');

    expect([byReceiver, byChannel, byNone].map(({ body }) => body.data.length)).toEqual([1, 1, 3]);
    expect(wrong.status).toBe(400);
  });

  it('is a page for browsers, on which mails cannot do anything', async () => {
    await aMessage({
      subject: '<script>alert(1)</script>',
      to: '"><img src=x>@example.org',
      html: '<html><head></head><body><script>alert("2")</script></body></html>',
    });

    const answer = await app.http.get('/dev/inbox').set('Accept', 'text/html,*/*;q=0.8');

    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.text).not.toMatch(/<script|<img/);
    expect(answer.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(answer.text).toMatch(
      /<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"[^>]* srcdoc="/,
    );
  });

  it('says on the page that nothing has come yet', async () => {
    expect((await app.http.get('/dev/inbox').set('Accept', 'text/html')).text).toContain('Nothing yet.');
  });

  it('keeps the last ones only', async () => {
    const small = makeInboxService({ clock: app.clock, capacity: 10 });
    for (let i = 0; i < 40; i += 1) {
      app.clock.advance(1);
      await small.add({ channel: 'sms', to: '+2010', subject: `${i}`, text: 'x', idempotencyKey: `s${i}` });
    }

    expect((await small.list({})).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 10 }, (_, i) => String(39 - i)),
    );
    expect(await DevMessageModel.countDocuments()).toBe(10);
  });

  it('is not there in production', async () => {
    const { container } = app;
    const production = createApp({ ...container, config: { ...container.config, isProduction: true } });

    const answer = await supertest(production).get('/dev/inbox').set('Accept', 'application/json');

    expect([answer.status, answer.body.code]).toEqual([404, 'request.routeNotFound']);
  });
});
