import { SettingModel } from '../../src/models/setting.model';
import { aModerator, anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

interface Figure {
  readonly key: string;
  readonly value: unknown;
}

const put = ({ as }: MadeUser, body: object) => as.put('/api/admin/settings').send(body);
const maxLive = (value: number, more: object = {}): object => ({
  edits: [{ key: 'quote.maxLive', value }],
  ...more,
});
const figure = (answer: { body: { data: { settings: Figure[] } } }, key: string): Figure | undefined =>
  answer.body.data.settings.find((one) => one.key === key);

describe('the settings', () => {
  it('are read by admins with value, default, meaning and exceptions', async () => {
    const admin = await anAdmin(app);

    const answer = await admin.as.get('/api/admin/settings');

    expect(answer.status).toBe(200);
    expect(answer.body.data.version).toBe(0);
    expect(figure(answer, 'quote.maxLive')).toEqual({
      key: 'quote.maxLive',
      description: expect.stringMatching(/\w/),
      value: 10,
      default: 10,
      scopes: [],
    });
    expect(figure(answer, 'fee.bps')).toMatchObject({
      value: 500,
      scopes: [
        { scope: 'tier:Pro', value: 300, isDefault: true },
        { scope: 'tier:Elite', value: 200, isDefault: true },
      ],
    });
  });

  it('are changed all at once, everywhere or for one scope, and set back', async () => {
    const admin = await anAdmin(app);

    const changed = await put(admin, {
      edits: [
        { key: 'quote.maxLive', value: 12 },
        { key: 'fee.bps', scope: 'market:EG', value: 450 },
      ],
      reason: 'Busy season',
      basis: 0,
    });
    const reset = await put(admin, { edits: [{ key: 'quote.maxLive', reset: true }] });

    expect(changed.status).toBe(200);
    expect(changed.body.data.version).toBe(1);
    expect(figure(changed, 'quote.maxLive')).toMatchObject({ value: 12, default: 10 });
    expect(figure(changed, 'fee.bps')).toMatchObject({
      scopes: expect.arrayContaining([{ scope: 'market:EG', value: 450, isDefault: false }]),
    });
    expect(figure(reset, 'quote.maxLive')).toMatchObject({ value: 10 });
    expect(await app.container.settings.get('quote.maxLive')).toBe(10);
  });

  it('are refused with every wrong figure named, and nothing changes', async () => {
    const admin = await anAdmin(app);

    const wrong = await put(admin, {
      edits: [
        { key: 'quote.maxLive', value: 0 },
        { key: 'no.such', value: 1 },
      ],
    });
    const shapes = [
      await put(admin, { 'quote.maxLive': 12 }),
      await put(admin, {}),
      await put(admin, { edits: [{ key: 'quote.maxLive' }] }),
      await put(admin, { edits: [{ key: 'quote.maxLive', value: 12, reset: true }] }),
      await put(admin, { edits: [{ key: 'quote.maxLive', value: { $gt: 1 } }] }),
    ];

    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'quote.maxLive',
      'no.such',
    ]);
    expect(shapes.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(await SettingModel.countDocuments()).toBe(0);
  });

  it('are 409 with the present version for an editor who saw an older one', async () => {
    const admin = await anAdmin(app);
    await put(admin, maxLive(12));

    const late = await put(admin, maxLive(14, { basis: 0 }));

    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'setting.changedMeanwhile', currentVersion: 1 });
  });

  it('have a history with who, when and why', async () => {
    const admin = await anAdmin(app);
    await put(admin, maxLive(12));
    await put(admin, maxLive(14, { reason: 'More again' }));

    const answer = await admin.as.get('/api/admin/settings/history?limit=1');
    const next = await admin.as.get(
      `/api/admin/settings/history?limit=1&cursor=${answer.body.pagination.nextCursor as string}`,
    );

    expect(answer.body.data).toEqual([
      expect.objectContaining({
        id: '2',
        version: 2,
        changes: [{ scope: 'global', key: 'quote.maxLive', before: 12, after: 14 }],
        by: expect.objectContaining({ id: admin.id, fullName: 'Salma Hassan' }) as unknown,
        reason: 'More again',
        createdAt: app.clock.now().toISOString(),
      }),
    ]);
    expect(next.body.data).toMatchObject([{ version: 1, reason: null }]);
  });

  it('are for admins alone', async () => {
    const moderator = await aModerator(app);

    const answers = [
      await moderator.as.get('/api/admin/settings'),
      await put(moderator, maxLive(12)),
      await moderator.as.get('/api/admin/settings/history'),
      await app.http.get('/api/admin/settings'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 401]);
  });
});
