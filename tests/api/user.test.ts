import { ActivityModel } from '../../src/models/activity.model';
import { UserModel } from '../../src/models/user.model';
import { aCraftsman, anAdmin, aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const stored = ({ user }: MadeUser) => UserModel.findById(user._id).orFail().lean();

describe('one’s own account', () => {
  it('is read at both paths, with all that the owner may know and nothing of the password', async () => {
    const mona = await aUser(app, { phone: '+201001234567', bio: 'Lives in Maadi' });

    const me = await mona.as.get('/api/users/me');
    const profile = await mona.as.get('/api/users/profile');

    expect(me.status).toBe(200);
    expect(me.body.data).toMatchObject({
      id: mona.id,
      _id: mona.id,
      email: mona.user.email,
      isEmailVerified: true,
      phone: '+201001234567',
      firstName: 'Mona',
      fullName: 'Mona Hassan',
      role: 'client',
      activeRole: 'client',
      roles: ['client'],
      bio: 'Lives in Maadi',
      address: null,
      location: null,
      profilePicture: null,
      rating: 0,
      ratingCount: 0,
      isBanned: false,
      ban: null,
      preferences: { language: 'en', quietHours: null, channels: { push: true, email: true, sms: true } },
    });
    expect(profile.body.data).toEqual(me.body.data);
    expect(JSON.stringify(me.body)).not.toContain('$2b$');
  });

  it('shows its owner a restriction that still holds, and no longer one that is over', async () => {
    const now = app.clock.now();
    const ban = { level: 'restricted', reason: 'Spam', by: (await anAdmin(app)).user._id, at: now } as const;
    const restricted = await aUser(app, { ban });
    const free = await aUser(app, { ban: { ...ban, until: now } });

    const answers = [await restricted.as.get('/api/users/me'), await free.as.get('/api/users/me')];

    expect(answers.map(({ body }) => body.data.isBanned)).toEqual([true, false]);
    expect(answers[0]?.body.data.ban).toEqual({
      level: 'restricted',
      reason: 'Spam',
      at: now.toISOString(),
      until: null,
    });
    expect(answers[1]?.body.data.ban).toBeNull();
  });

  it.each(['get', 'put', 'patch'] as const)('needs a login for %s', async (method) => {
    const answer = await app.http[method]('/api/users/me');

    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('auth.required');
  });
});

describe('changing one’s own account', () => {
  it('sets what is named, leaves what is absent, clears what is null, with PUT and PATCH alike', async () => {
    const mona = await aUser(app, { bio: 'Lives in Maadi' });

    const put = await mona.as.put('/api/users/me').send({ firstName: 'Mouna', bio: null });
    const patch = await mona.as.patch('/api/users/profile').send({ lastName: 'Adel' });

    expect([put.status, patch.status]).toEqual([200, 200]);
    expect(put.body.message).toBe('Profile updated successfully.');
    expect(put.body.data).toMatchObject({ firstName: 'Mouna', lastName: 'Hassan', bio: '' });
    expect(patch.body.data.fullName).toBe('Mouna Adel');
    expect(await stored(mona)).not.toHaveProperty('bio');
  });

  it('takes a full name apart, and a single name for a first name', async () => {
    const mona = await aUser(app);

    const whole = await mona.as.patch('/api/users/me').send({ fullName: 'منى عبد الله حسن' });
    const single = await mona.as.patch('/api/users/me').send({ fullName: 'Mona' });

    expect(whole.body.data).toMatchObject({ firstName: 'منى', lastName: 'عبد الله حسن' });
    expect(single.body.data).toMatchObject({ firstName: 'Mona', lastName: '', fullName: 'Mona' });
  });

  it('reads an address as text and as parts, with the country of the market', async () => {
    const mona = await aUser(app);

    const text = await mona.as.patch('/api/users/me').send({ address: 'Behind the mosque, Imbaba' });
    const parts = await mona.as
      .patch('/api/users/me')
      .send({ address: { city: 'Cairo', street: '26 Talaat Harb' } });
    const cleared = await mona.as.patch('/api/users/me').send({ address: null });

    expect(text.body.data.address).toEqual({
      country: 'Egypt',
      state: null,
      city: null,
      street: null,
      text: 'Behind the mosque, Imbaba',
    });
    expect(parts.body.data.address).toEqual({
      country: 'Egypt',
      state: null,
      city: 'Cairo',
      street: '26 Talaat Harb',
      text: '26 Talaat Harb, Cairo, Egypt',
    });
    expect(cleared.body.data.address).toBeNull();
  });

  it('reads a location as GeoJSON and as latitude and longitude', async () => {
    const mona = await aUser(app);
    const point = { type: 'Point', coordinates: [31.2357, 30.0444] };

    const geo = await mona.as.patch('/api/users/me').send({ location: point });
    const pair = await mona.as
      .patch('/api/users/me')
      .send({ location: { latitude: 29.9602, longitude: 31.2569 } });

    expect(geo.body.data.location).toEqual(point);
    expect(pair.body.data.location).toEqual({ type: 'Point', coordinates: [31.2569, 29.9602] });
  });

  it('reads a form with nested keys in brackets, text for numbers and JSON text', async () => {
    const mona = await aUser(app);

    const brackets = await mona.as
      .put('/api/users/me')
      .field('firstName', 'Mouna')
      .field('address[city]', 'Giza')
      .field('location[coordinates]', '31.2118,30.0385');
    const json = await mona.as
      .put('/api/users/me')
      .field('address', '{"city":"Cairo"}')
      .field('location', '{"latitude":30.0609,"longitude":31.2197}');

    expect(brackets.status).toBe(200);
    expect(brackets.body.data).toMatchObject({
      firstName: 'Mouna',
      address: { city: 'Giza' },
      location: { coordinates: [31.2118, 30.0385] },
    });
    expect(json.body.data).toMatchObject({
      address: { city: 'Cairo' },
      location: { coordinates: [31.2197, 30.0609] },
    });
  });

  it('refuses a picture that is none, and changes nothing then', async () => {
    const mona = await aUser(app);

    const answer = await mona.as
      .put('/api/users/me')
      .field('firstName', 'Mouna')
      .attach('profilePicture', Buffer.from('89504e47', 'hex'), 'me.png');

    expect(answer.status).toBe(415);
    expect((await stored(mona)).firstName).toBe('Mona');
  });

  it('takes back all that it has sent without changing anything', async () => {
    const mona = await aUser(app, { bio: 'Lives in Maadi' });
    await mona.as
      .patch('/api/users/me')
      .send({ address: 'Imbaba', location: { latitude: 30, longitude: 31 } });
    const before = await mona.as.get('/api/users/me');

    const answer = await mona.as.put('/api/users/me').send(before.body.data);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual(before.body.data);
  });

  it('accepts an empty update, which changes nothing', async () => {
    const mona = await aUser(app);

    const answer = await mona.as.patch('/api/users/me').send({});

    expect(answer.status).toBe(200);
    expect((await stored(mona)).updatedAt).toEqual(mona.user.updatedAt);
  });

  it('names every field that is wrong', async () => {
    const mona = await aUser(app);

    const answer = await mona.as.patch('/api/users/me').send({
      firstName: null,
      phone: '12',
      bio: 'x'.repeat(1_001),
      location: { latitude: 91, longitude: 0 },
      activeRole: 'king',
    });

    expect(answer.status).toBe(400);
    const fields = answer.body.errors.map(({ field }: { field: string }) => field.split('.')[0]);
    expect([...new Set(fields)].sort()).toEqual(['activeRole', 'bio', 'firstName', 'location', 'phone']);
  });

  it('never lets anybody give himself what is not his to give', async () => {
    const mona = await aUser(app);
    const greedy = {
      role: 'admin',
      roles: ['admin'],
      email: 'boss@example.com',
      emailKey: 'boss@example.com',
      emailVerifiedAt: '2026-01-01',
      isEmailVerified: true,
      isPhoneVerified: true,
      passwordHash: 'x',
      wallet: { balance: 1_000_000 },
      rating: 5,
      ratingCount: 100,
      isBanned: true,
      ban: { level: 'banned' },
      status: 'Verified',
      preferences: { channels: { push: false } },
      locale: 'ar',
      createdAt: '2020-01-01',
      _id: '665f1c2ab8a1f0d4c3e2b1a0',
    };

    const answer = await mona.as.patch('/api/users/me').send({ ...greedy, bio: 'Honest' });

    const { bio, updatedAt: _updated, ...rest } = await stored(mona);
    const { updatedAt: _was, ...before } = mona.user;
    expect(answer.status).toBe(200);
    expect(bio).toBe('Honest');
    expect(rest).toEqual(before);
  });
});

describe('one’s phone', () => {
  it('is set in any spelling, not verified, as long as the present one is not verified', async () => {
    const mona = await aUser(app, { phone: undefined, phoneVerifiedAt: undefined });

    const first = await mona.as.put('/api/users/me').send({ phone: '٠١٠ ٠١٢٣ ٤٥٦٧' });
    const second = await mona.as.put('/api/users/me').send({ phone: '0100 123 4568' });

    expect(first.body.data).toMatchObject({ phone: '+201001234567', isPhoneVerified: false });
    expect(second.body.data.phone).toBe('+201001234568');
  });

  it('is taken away by null', async () => {
    const mona = await aUser(app, { phoneVerifiedAt: undefined });

    const answer = await mona.as.put('/api/users/me').send({ phone: null });

    expect(answer.body.data.phone).toBeNull();
    expect(await stored(mona)).not.toHaveProperty('phone');
  });

  it('cannot be one that another account has', async () => {
    const karim = await aCraftsman(app, { phone: '+201001234567' });
    const mona = await aUser(app, { phoneVerifiedAt: undefined });

    const answer = await mona.as.put('/api/users/me').send({ phone: '01001234567', bio: 'New' });

    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('user.taken');
    expect((await stored(karim)).phone).toBe('+201001234567');
    expect(await stored(mona)).not.toHaveProperty('bio');
  });

  it('stays once it is verified; sending the same one again is no change', async () => {
    const mona = await aUser(app, { phone: '+201001234567' });

    const same = await mona.as.put('/api/users/me').send({ phone: '01001234567' });
    const other = await mona.as.put('/api/users/me').send({ phone: '01001234568' });
    const none = await mona.as.put('/api/users/me').send({ phone: null });

    expect([same.status, other.status, none.status]).toEqual([200, 409, 409]);
    expect(other.body.code).toBe('user.phoneVerified');
    expect(await stored(mona)).toMatchObject({ phone: '+201001234567', phoneVerifiedAt: expect.any(Date) });
  });
});

describe('one’s active role', () => {
  it('is one of one’s roles, and holds at once', async () => {
    const both = await aUser(app, { role: 'client', roles: ['client', 'craftsman'] });

    const answer = await both.as.patch('/api/users/me').send({ activeRole: 'craftsman' });

    const actor = await app.container.sessions.findActor(both.sessionId);
    expect(answer.body.data).toMatchObject({ role: 'craftsman', activeRole: 'craftsman' });
    expect(actor?.role).toBe('craftsman');
  });

  it('cannot be a role that one does not have', async () => {
    const mona = await aUser(app);

    const answer = await mona.as.patch('/api/users/me').send({ activeRole: 'admin', bio: 'Boss' });

    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('user.roleNotHeld');
    expect(await stored(mona)).toMatchObject({ role: 'client', roles: ['client'] });
    expect(await stored(mona)).not.toHaveProperty('bio');
  });
});

describe('what staff learns of a change', () => {
  it('is who changed what, without the contents of phone, address and place', async () => {
    const mona = await aUser(app, { phone: undefined, phoneVerifiedAt: undefined, bio: 'Old' });

    await mona.as.patch('/api/users/me').send({
      firstName: 'Mouna',
      lastName: 'Hassan',
      bio: null,
      phone: '01001234567',
      address: 'Behind the mosque',
    });
    await app.drainOutbox();

    const lines = await ActivityModel.find({ action: 'profile.updated' }).lean();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      actor: { id: mona.id, role: 'client' },
      target: { type: 'user', id: mona.id },
      before: { firstName: 'Mona', bio: 'Old' },
      after: { firstName: 'Mouna', alsoChanged: ['phone', 'address'] },
    });
    expect(lines[0]?.before).not.toHaveProperty('lastName');
    expect(JSON.stringify(lines)).not.toMatch(/1001234567|mosque/);
  });

  it('is nothing when everything stays as it was', async () => {
    const mona = await aUser(app);

    await mona.as.patch('/api/users/me').send({ firstName: 'Mona' });
    await app.drainOutbox();

    expect(await ActivityModel.countDocuments({ action: 'profile.updated' })).toBe(0);
  });

  it('lets staff find the account by its new name and phone, and no longer by the old ones', async () => {
    const mona = await aUser(app, { phoneVerifiedAt: undefined });

    await mona.as.patch('/api/users/me').send({ fullName: 'Laila Samir', phone: '01001234567' });
    await app.drainOutbox();

    const { searchTerms = [] } = await stored(mona);
    expect(searchTerms).toEqual(expect.arrayContaining(['laila', 'samir', '01001234567']));
    expect(searchTerms).not.toContain('hassan');
  });
});

describe('a repeated update', () => {
  it('with the same key is done once and answered the same', async () => {
    const mona = await aUser(app);
    const send = () =>
      mona.as.patch('/api/users/me').set('Idempotency-Key', 'profile-1').send({ bio: 'Lives in Maadi' });

    const first = await send();
    app.clock.advance(60_000);
    const second = await send();

    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });
});
