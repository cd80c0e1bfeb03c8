import { startTestApp } from '../helpers/app';
import { UserModel } from '../../src/models/user.model';
import { aCraftsman, aUser, anAdmin } from '../factories/user';

const app = startTestApp();

describe('made users', () => {
  it('are complete, different from each other, and signed in', async () => {
    const client = await aUser(app);
    const craftsman = await aCraftsman(app, { firstName: 'Omar' });
    const admin = await anAdmin(app, { phone: undefined });

    const actors = await Promise.all(
      [client, craftsman, admin].map(({ sessionId }) => app.container.sessions.findActor(sessionId)),
    );
    expect(actors.map((actor) => actor?.role)).toEqual(['client', 'craftsman', 'admin']);
    expect(craftsman.user).toMatchObject({ firstName: 'Omar', roles: ['craftsman'] });
    expect(await UserModel.countDocuments({ phone: { $exists: true } })).toBe(2);
  });

  it('send their token with each request', async () => {
    const { as } = await aUser(app);

    const answer = await as.get('/api/health/live');

    expect(answer.status).toBe(200);
  });
});
