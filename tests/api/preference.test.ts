import { ActivityModel } from '../../src/models/activity.model';
import { UserModel } from '../../src/models/user.model';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();
const BOTH = { push: true, email: true };
/** Every kind of notices but security, which has no choice; messages are never mailed. */
const EVENTS = {
  invitation: BOTH,
  quote: BOTH,
  status: BOTH,
  review: BOTH,
  dispute: BOTH,
  payment: BOTH,
  verification: BOTH,
  message: { push: true },
  admin: BOTH,
};
const DEFAULTS = {
  language: 'en',
  channels: { push: true, email: true, sms: true },
  events: EVENTS,
  quietHours: null,
};

describe('preferences', () => {
  it.each(['/api/users/preferences', '/api/users/settings', '/api/settings'])(
    'are read at %s, with every channel on until somebody says otherwise',
    async (path) => {
      const mona = await aUser(app);

      const answer = await mona.as.get(path);

      expect(answer.status).toBe(200);
      expect(answer.body.data).toEqual(DEFAULTS);
    },
  );

  it('change one by one; what is not named stays', async () => {
    const mona = await aUser(app);
    const quietHours = { from: '22:00', to: '07:00' };

    await mona.as.put('/api/users/preferences').send({ channels: { push: false } });
    await mona.as.patch('/api/users/preferences').send({ channels: { sms: false }, quietHours });
    const last = await mona.as.put('/api/settings').send({ channels: {} });

    expect(last.body.data).toEqual({
      language: 'en',
      channels: { push: false, email: true, sms: false },
      events: EVENTS,
      quietHours,
    });
  });

  it('of each kind of notices change way by way; what is not named stays', async () => {
    const mona = await aUser(app);

    await mona.as.put('/api/users/preferences').send({ events: { quote: { email: false } } });
    await mona.as.put('/api/users/preferences').send({
      events: { quote: { push: false }, message: { push: false, email: false }, security: { email: false } },
    });
    const last = await mona.as
      .put('/api/users/preferences')
      .send({ events: { quote: { email: true }, review: {} } });

    expect(last.body.data.events).toEqual({
      ...EVENTS,
      quote: { push: false, email: true },
      message: { push: false },
    });
    const stored = await UserModel.findById(mona.user._id).lean();
    expect(stored?.preferences).toEqual({
      events: { quote: { email: true, push: false }, message: { push: false } },
    });
  });

  it('change the language, in which the server answers this change', async () => {
    const mona = await aUser(app);

    const answer = await mona.as.put('/api/users/preferences').send({ language: 'AR' });

    expect(answer.body).toMatchObject({ message: 'تم حفظ التفضيلات.', data: { language: 'ar' } });
    expect(await UserModel.findById(mona.user._id).lean()).toMatchObject({ locale: 'ar' });
  });

  it('end quiet hours with null', async () => {
    const mona = await aUser(app, { preferences: { quietHours: { from: '22:00', to: '07:00' } } });

    const answer = await mona.as.put('/api/users/preferences').send({ quietHours: null });

    const stored = await UserModel.findById(mona.user._id).lean();
    expect(answer.body.data.quietHours).toBeNull();
    expect(stored?.preferences).toEqual({});
  });

  it.each([
    ['an unknown language', { language: 'fr' }, 'language'],
    ['a channel that is no yes or no', { channels: { push: 'often' } }, 'channels.push'],
    ['quiet hours without an end', { quietHours: { from: '22:00' } }, 'quietHours.to'],
    ['an hour that does not exist', { quietHours: { from: '24:00', to: '07:00' } }, 'quietHours.from'],
    ['quiet hours that end as they begin', { quietHours: { from: '07:00', to: '07:00' } }, 'quietHours.to'],
    ['a kind that is no yes or no', { events: { quote: { push: 1 } } }, 'events.quote.push'],
    ['a kind that is no choice of ways', { events: { quote: false } }, 'events.quote'],
    ['no channels at all', { channels: null }, 'channels'],
  ])('refuse %s', async (_what, body, field) => {
    const mona = await aUser(app);

    const answer = await mona.as.put('/api/users/preferences').send(body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field }]);
  });

  it('drop what is not a preference', async () => {
    const mona = await aUser(app);

    await mona.as
      .put('/api/users/preferences')
      .send({ role: 'admin', channels: { pigeon: true, email: false } });

    const stored = await UserModel.findById(mona.user._id).lean();
    expect(stored).toMatchObject({ role: 'client', preferences: { channels: { email: false } } });
    expect(stored?.preferences?.channels).not.toHaveProperty('pigeon');
  });

  it('are everybody’s own: no login, no preferences', async () => {
    const answers = [
      await app.http.get('/api/users/preferences'),
      await app.http.put('/api/settings').send({}),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('of one user are not those of another', async () => {
    const [mona, karim] = [await aUser(app), await aUser(app)];

    await mona.as.put('/api/users/preferences').send({ channels: { email: false } });

    const others = await karim.as.get('/api/users/preferences');
    expect(others.body.data).toEqual(DEFAULTS);
  });

  it('leave a line in the audit log that says which ones changed', async () => {
    const mona = await aUser(app);

    await mona.as.put('/api/users/preferences').send({ language: 'ar', channels: { sms: false } });
    await mona.as.put('/api/users/preferences').send({});
    await app.drainOutbox();

    const lines = await ActivityModel.find({ action: 'preferences.changed' }).lean();
    expect(lines).toMatchObject([
      { actor: { id: mona.id }, after: { changed: ['locale', 'preferences.channels.sms'] } },
    ]);
  });
});
