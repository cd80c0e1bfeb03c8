import { ActivityModel } from '../../src/models/activity.model';
import { DevMessageModel } from '../../src/models/devMessage.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserModel } from '../../src/models/user.model';
import { days, seconds } from '../../src/utils/clock';
import { aVerifiedCraftsman } from '../factories/craftsman';
import { aJob } from '../factories/job';
import { aClient, aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();
const ONE_CLICK = 'List-Unsubscribe=One-Click';

const linkFor = ({ id }: MadeUser, kind: 'quote' | 'payment' = 'quote'): string =>
  pathOf(app.container.unsubscribing.linkOf({ userId: id, kind, locale: 'en', at: app.clock.now() }));
const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;
const click = (link: string) => app.http.post(link).type('form').send(ONE_CLICK);
const eventsOf = async ({ user }: MadeUser) =>
  (await UserModel.findById(user._id).lean())?.preferences?.events;
const addressOf = ({ user }: MadeUser): string => user.email ?? '';

/** A client gets a quote, and all hear of it. */
async function aQuoteFor(client: MadeUser): Promise<void> {
  const { jobId } = await aJob(app, { client }).posted();
  const karim = await aVerifiedCraftsman(app);
  await karim.as.post(`/api/jobs/${jobId}/quotes`).send({ price: 12_300 }).expect(201);
  await app.drainOutbox();
}

describe('the link that switches mails off', () => {
  it('stands in a mail, leads to a question in its language, and changes nothing before the answer', async () => {
    const client = await aClient(app);
    await aQuoteFor(client);
    const [mail] = await DevMessageModel.find({ channel: 'email', to: addressOf(client) }).lean();
    const [url = ''] = /http\S+\/notifications\/unsubscribe\S+/.exec(mail?.text ?? '') ?? [];

    const page = await app.http.get(pathOf(url));
    const inArabic = await app.http.get(pathOf(url).replace('lang=en', 'lang=ar'));

    expect([page.status, page.type, page.headers['cache-control']]).toEqual([200, 'text/html', 'no-store']);
    expect(page.text).toContain('<html lang="en" dir="ltr">');
    expect(page.text).toContain('data-state="ask"');
    expect(page.text).toContain('“Quotes”');
    expect(inArabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(inArabic.text).toContain('«عروض الأسعار»');
    expect(await eventsOf(client)).toBeUndefined();
  });

  it('switches off the mails of its kind with one click, without a login, and nothing else', async () => {
    const mona = await aUser(app, { preferences: { events: { payment: { push: false } } } });

    const answer = await click(linkFor(mona));
    await app.drainOutbox();

    expect([answer.status, answer.type]).toEqual([200, 'text/html']);
    expect(answer.text).toContain('data-state="done"');
    expect(await eventsOf(mona)).toEqual({ quote: { email: false }, payment: { push: false } });
    expect(await ActivityModel.find({ action: 'preferences.changed' }).lean()).toMatchObject([
      { actor: { id: 'system' }, after: { changed: ['preferences.events.quote.email'], byLink: true } },
    ]);
  });

  it.each([
    ['under the prefix', (link: string) => app.http.post(`/api${link}`).type('form').send(ONE_CLICK)],
    ['as a multipart form', (link: string) => app.http.post(link).field('List-Unsubscribe', 'One-Click')],
    ['without a body', (link: string) => app.http.post(link)],
  ])('is taken %s', async (_how, send) => {
    const mona = await aUser(app);

    const answer = await send(linkFor(mona));

    expect([answer.status, await eventsOf(mona)]).toEqual([200, { quote: { email: false } }]);
  });

  it('may be clicked twice, and at the same instant: one change', async () => {
    const mona = await aUser(app);

    const answers = await Promise.all([click(linkFor(mona)), click(linkFor(mona))]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await OutboxRowModel.countDocuments({ event: 'preferences.changed' })).toBe(1);
  });

  it('may be taken back in the settings', async () => {
    const mona = await aUser(app);
    await click(linkFor(mona));

    await mona.as.put('/api/users/preferences').send({ events: { quote: { email: true } } });

    expect(await eventsOf(mona)).toEqual({ quote: { email: true } });
  });

  it('of an account that is gone answers as if there were one', async () => {
    const mona = await aUser(app);
    await UserModel.deleteOne({ _id: mona.user._id });

    const answer = await click(linkFor(mona));

    expect([answer.status, answer.text.includes('data-state="done"')]).toEqual([200, true]);
    expect(await OutboxRowModel.countDocuments({ event: 'preferences.changed' })).toBe(0);
  });

  it('holds 90 days', async () => {
    const mona = await aUser(app);
    const link = linkFor(mona);

    app.clock.advance(days(90) - seconds(1));
    const [inTime] = [await app.http.get(link)];
    app.clock.advance(seconds(1));
    const [late, clicked] = [await app.http.get(link), await click(link)];

    expect([inTime.status, late.status, clicked.status]).toEqual([200, 410, 410]);
    expect(await eventsOf(mona)).toBeUndefined();
  });

  const forged: readonly (readonly [string, (link: string, other: MadeUser) => string])[] = [
    ['of another user', (link, { id }) => link.replace(/token=[0-9a-f]{24}/, `token=${id}`)],
    ['of another kind', (link) => link.replace('.quote.', '.payment.')],
    ['of the kind that nobody can switch off', (link) => link.replace('.quote.', '.security.')],
    ['of a kind that is none', (link) => link.replace('.quote.', '.constructor.')],
    ['with a later end', (link) => link.replace(/\.(\d+)\./, (_all, at: string) => `.${Number(at) + 1}.`)],
    ['with another signature', (link) => link.replace(/.(?=&lang)/, (mark) => (mark === 'A' ? 'B' : 'A'))],
    ['cut short', (link) => link.replace(/.{9}(?=&lang)/, '')],
    ['with nothing', () => '/notifications/unsubscribe'],
    ['with markup', () => `/notifications/unsubscribe?token=${encodeURIComponent('"><script>x</script>')}`],
  ];
  it.each(forged)('that is forged (%s) says so in one way and changes nobody', async (_what, forge) => {
    const [mona, adel] = [await aUser(app), await aUser(app)];
    const link = forge(linkFor(mona), adel);

    const [page, clicked] = [await app.http.get(link), await click(link)];

    for (const { status, type, text } of [page, clicked]) {
      expect([status, type]).toEqual([410, 'text/html']);
      expect(text).toContain('data-state="invalid"');
      expect(text).not.toMatch(/<script|<form/);
      expect(text).not.toContain(mona.user.email);
    }
    expect([await eventsOf(mona), await eventsOf(adel)]).toEqual([undefined, undefined]);
  });

  it('is refused when it is longer than any of ours', async () => {
    const answer = await app.http.get(`/notifications/unsubscribe?token=${'x'.repeat(501)}`);

    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ field: 'token' }]]);
  });
});

describe('mails', () => {
  it('of a kind that was switched off are not sent; the app goes on telling', async () => {
    const client = await aClient(app);
    await click(linkFor(client));

    await aQuoteFor(client);

    expect(await DevMessageModel.countDocuments({ channel: 'email', to: addressOf(client) })).toBe(0);
    const { body } = await client.as.get('/api/notifications');
    expect(body.data).toMatchObject([{ type: 'quote' }]);
  });

  it('about the safety of an account have no such link', async () => {
    const mona = await aUser(app);

    await mona.as
      .post('/api/auth/change-password')
      .send({ currentPassword: 'not this one', newPassword: 'irrelevant-1' });
    await app.http.post('/api/auth/forgot-password').send({ email: mona.user.email });
    await app.drainOutbox();

    const mails = await DevMessageModel.find({ channel: 'email', to: addressOf(mona) }).lean();
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain('unsubscribe');
  });
});
