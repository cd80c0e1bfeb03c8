import { ActivityModel } from '../../src/models/activity.model';
import { ConsentModel } from '../../src/models/consent.model';
import { toObjectId } from '../../src/utils/ids';
import { aClient, anAdmin } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { clientWith } from '../helpers/as';
import { registration } from '../helpers/auth';

const app = startTestApp();

const kept = (userId: string) =>
  ConsentModel.find({ userId: toObjectId(userId) })
    .sort({ _id: 1 })
    .lean();

describe('what people agree to', () => {
  it('is kept from the registration on, with its version, time and language', async () => {
    const body = registration({ consents: { terms: true, privacy: true, marketing: false } });

    const { status, body: answer } = await app.http
      .post('/api/auth/register')
      .set('Accept-Language', 'ar')
      .send(body);
    const { token, user } = (answer as { data: { token: string; user: { id: string } } }).data;
    const listed = await clientWith(app, token).get('/api/users/me/consents');
    await app.drainOutbox();

    const rows = await kept(user.id);
    expect(status).toBe(201);
    expect(
      rows.map(({ kind, isGiven, version, locale, source }) => [kind, isGiven, version, locale, source]),
    ).toEqual([
      ['terms', true, '2026-01', 'ar', 'registration'],
      ['privacy', true, '2026-01', 'ar', 'registration'],
      ['marketing', false, '2026-01', 'ar', 'registration'],
    ]);
    expect(listed.body.data[0]).toMatchObject({ kind: 'terms', isGiven: true, isCurrent: true });
    expect(await ActivityModel.countDocuments({ action: 'consent.changed' })).toBe(1);
  });

  it('is not asked for: a registration without it works as ever, and nothing is kept', async () => {
    const { status, body } = await app.http.post('/api/auth/register').send(registration());

    expect(status).toBe(201);
    expect(await kept((body as { data: { user: { id: string } } }).data.user.id)).toEqual([]);
  });

  it('cannot be refused where there is no choice', async () => {
    const { as, id } = await aClient(app);

    const answers = [
      await app.http.post('/api/auth/register').send(registration({ consents: { terms: false } })),
      await as.put('/api/users/me/consents').send({ privacy: false }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(await kept(id)).toEqual([]);
  });

  it('grows only where something changes: another answer, or another text', async () => {
    const [{ as, id }, admin] = [await aClient(app), await anAdmin(app)];
    const say = (body: object) => as.put('/api/users/me/consents').send(body);

    await say({ terms: true, marketing: true });
    await say({ terms: true, marketing: true });
    app.clock.advance(1_000);
    const without = await say({ marketing: false });
    const versions = { terms: '2026-12', privacy: '2026-01', marketing: '2026-01' };
    await admin.as
      .put('/api/admin/settings')
      .send({ edits: [{ key: 'account.consentVersions', value: versions }], reason: 'New terms' });
    app.clock.advance(2_000);
    const outdated = await as.get('/api/users/me/consents');
    const renewed = await say({ terms: true });

    const stateOf = (answer: typeof without, kind: string) =>
      (answer.body as { data: { kind: string; isGiven: boolean; isCurrent: boolean }[] }).data.find(
        (one) => one.kind === kind,
      );
    expect(stateOf(without, 'marketing')).toMatchObject({ isGiven: false, isCurrent: true });
    expect(stateOf(outdated, 'terms')).toMatchObject({ isGiven: true, isCurrent: false });
    expect(stateOf(renewed, 'terms')).toMatchObject({ isGiven: true, isCurrent: true });
    expect((await kept(id)).map(({ kind, isGiven }) => `${kind} ${isGiven}`)).toEqual([
      'terms true',
      'marketing true',
      'marketing false',
      'terms true',
    ]);
  });
});
