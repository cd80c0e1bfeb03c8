import { OtpModel } from '../../src/models/otp.model';
import { RefreshTokenModel } from '../../src/models/refreshToken.model';
import { SessionModel } from '../../src/models/session.model';
import { makePurgeLoginsTask } from '../../src/services/tasks/purge-logins.task';
import { days } from '../../src/utils/clock';
import { inTransaction } from '../../src/utils/transaction';
import { startTestApp } from '../helpers/app';
import { PASSWORD, aSession, aUser } from '../factories/user';

const app = startTestApp();

describe('dead logins', () => {
  it('are deleted 90 days after their end, living ones are not', async () => {
    const { user } = await aUser(app);
    await app.http.post('/api/auth/send-otp').send({ phone: '+201001234567' });
    await app.http.post('/api/auth/login').send({ email: user.email, password: PASSWORD });
    app.clock.advance(days(121));
    const young = await aSession(app, { userId: user._id });

    const { clock, logger } = app;
    await makePurgeLoginsTask({ clock }).run({
      at: clock.now(),
      logger,
      signal: new AbortController().signal,
    });

    expect((await SessionModel.find().lean()).map(({ _id }) => _id)).toEqual([young._id]);
    expect(await RefreshTokenModel.countDocuments()).toBe(0);
    expect(await OtpModel.countDocuments()).toBe(0);
  });
});

describe('a login that may only finish signing up', () => {
  it('becomes a full one at once', async () => {
    const { user } = await aUser(app);
    const session = await aSession(app, { userId: user._id, scope: 'onboarding' });
    const id = session._id.toHexString();
    const { sessions } = app.container;
    const before = await sessions.findActor(id);

    await inTransaction((tx) => sessions.complete(tx, id));

    expect([before?.scope, (await sessions.findActor(id))?.scope]).toEqual(['onboarding', 'full']);
  });
});
