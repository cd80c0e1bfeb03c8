import { ActivityModel } from '../../src/models/activity.model';
import { BlockModel } from '../../src/models/block.model';
import { newId } from '../../src/utils/ids';
import { aClient, aCraftsman, aModerator } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

describe('POST /api/users/:userId/block', () => {
  it('keeps the two apart, whoever of them asks', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];

    const answer = await mona.as.post(`/api/users/${karim.id}/block`);

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      data: { userId: karim.id, isBlocked: true },
      message: 'User blocked.',
    });
    const { blocks } = app.container;
    expect(await blocks.isBlocked(mona.id, karim.id)).toBe(true);
    expect(await blocks.isBlocked(karim.id, mona.id)).toBe(true);
    expect([await blocks.idsFor(mona.id), await blocks.idsFor(karim.id)]).toEqual([[karim.id], [mona.id]]);
    const seen = [await mona.as.get(`/api/users/${karim.id}`), await karim.as.get(`/api/users/${mona.id}`)];
    expect(seen.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('again changes nothing', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];
    await mona.as.post(`/api/users/${karim.id}/block`);

    const again = await mona.as.post(`/api/users/${karim.id}/block`);
    await app.drainOutbox();

    expect(again.status).toBe(201);
    expect(await BlockModel.countDocuments()).toBe(1);
    expect(await ActivityModel.countDocuments({ action: 'user.blocked' })).toBe(1);
  });

  it('twice at once blocks once', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];

    const answers = await Promise.all([1, 2, 3].map(() => mona.as.post(`/api/users/${karim.id}/block`)));
    await app.drainOutbox();

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await BlockModel.countDocuments()).toBe(1);
    expect(await ActivityModel.countDocuments({ action: 'user.blocked' })).toBe(1);
  });

  it('is refused for oneself, for staff, for nobody and for strangers', async () => {
    const [mona, moderator] = [await aClient(app), await aModerator(app)];

    const answers = [
      await mona.as.post(`/api/users/${mona.id}/block`),
      await mona.as.post(`/api/users/${moderator.id}/block`),
      await mona.as.post(`/api/users/${newId().toHexString()}/block`),
      await mona.as.post('/api/users/x/block'),
      await app.http.post(`/api/users/${mona.id}/block`),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual([
      'block.yourself',
      'request.notFound',
      'request.notFound',
      'request.invalidId',
      'auth.required',
    ]);
    expect(await BlockModel.countDocuments()).toBe(0);
  });
});

describe('DELETE /api/users/:userId/block', () => {
  it('lets the two see each other again', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];
    await mona.as.post(`/api/users/${karim.id}/block`);

    const answer = await mona.as.delete(`/api/users/${karim.id}/block`);
    await app.drainOutbox();

    expect([answer.status, answer.body.data]).toEqual([200, { userId: karim.id, isBlocked: false }]);
    expect((await karim.as.get(`/api/users/${mona.id}`)).status).toBe(200);
    expect(await ActivityModel.findOne({ action: 'user.unblocked' }).lean()).toMatchObject({
      actor: { id: mona.id },
      target: { id: karim.id },
    });
  });

  it('does not take the other one’s block away', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];
    await mona.as.post(`/api/users/${karim.id}/block`);
    await karim.as.post(`/api/users/${mona.id}/block`);

    await mona.as.delete(`/api/users/${karim.id}/block`);

    expect(await app.container.blocks.isBlocked(mona.id, karim.id)).toBe(true);
  });

  it('is 404 where there is no block of one’s own', async () => {
    const [mona, karim] = [await aClient(app), await aCraftsman(app)];
    await karim.as.post(`/api/users/${mona.id}/block`);

    const answer = await mona.as.delete(`/api/users/${karim.id}/block`);

    expect([answer.status, answer.body.code]).toEqual([404, 'request.notFound']);
  });
});
