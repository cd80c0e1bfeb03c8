import { UserModel } from '../../src/models/user.model';
import { searchTermsOf } from '../../src/utils/searchTerms';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const statuses = (answers: readonly { status: number }[]): number[] =>
  answers.map(({ status }) => status).sort();

describe('two at once', () => {
  it('who change different fields of one profile both find their change there', async () => {
    const mona = await aUser(app, { bio: 'Old', phoneVerifiedAt: undefined });
    const changes = [
      { firstName: 'Mouna' },
      { lastName: 'Adel' },
      { bio: 'New' },
      { phone: '01001234567' },
      { address: { city: 'Giza' } },
      { location: { latitude: 30.0385, longitude: 31.2118 } },
    ];

    const answers = await Promise.all(changes.map((change) => mona.as.patch('/api/users/me').send(change)));
    await app.drainOutbox();

    const stored = await UserModel.findById(mona.user._id).orFail().lean();
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(stored).toMatchObject({
      firstName: 'Mouna',
      lastName: 'Adel',
      bio: 'New',
      phone: '+201001234567',
      address: { city: 'Giza' },
      location: { coordinates: [31.2118, 30.0385] },
    });
    expect([...(stored.searchTerms ?? [])].sort()).toEqual(searchTermsOf(stored).sort());
  });

  it('who take the same phone: one gets it', async () => {
    const [mona, karim] = [
      await aUser(app, { phoneVerifiedAt: undefined }),
      await aUser(app, { phoneVerifiedAt: undefined }),
    ];

    const answers = await Promise.all(
      [mona, karim].map(({ as }) => as.put('/api/users/me').send({ phone: '+201001234567' })),
    );

    expect(statuses(answers)).toEqual([200, 409]);
    expect(await UserModel.countDocuments({ phone: '+201001234567' })).toBe(1);
  });

  it('who switch different channels off both have their way', async () => {
    const mona = await aUser(app);
    const bodies = [{ channels: { push: false } }, { channels: { sms: false } }, { language: 'ar' }];

    const answers = await Promise.all(bodies.map((body) => mona.as.put('/api/users/preferences').send(body)));

    const stored = await UserModel.findById(mona.user._id).orFail().lean();
    expect(statuses(answers)).toEqual([200, 200, 200]);
    expect(stored).toMatchObject({ locale: 'ar', preferences: { channels: { push: false, sms: false } } });
  });
});
