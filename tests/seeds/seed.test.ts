import { accountLines, removeDemo, seedDemo, seedIfEmpty, seedWords } from '../../seeds/seed';
import { DEMO_PASSWORD, demoAccounts } from '../../seeds/demoAccounts';
import { makePasswordHasher } from '../../src/services/passwords/passwordHasher';
import { FaqArticleModel } from '../../src/models/faqArticle.model';
import { ServiceCategoryModel } from '../../src/models/serviceCategory.model';
import { UserModel } from '../../src/models/user.model';
import { VerificationModel } from '../../src/models/verification.model';
import { phoneNumberOf } from '../../src/utils/phones';
import { aUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { memoryLogger } from '../helpers/logger';

const app = startTestApp();
const LOCAL = { source: 'documentdb' } as const;
const DEVELOPMENT = { isProduction: false };

const said: string[] = [];
// At the lowest cost: seven accounts for each test.
const passwords = makePasswordHasher({ logger: memoryLogger(), cost: 4 });
const deps = () => ({ passwords, say: (line: string) => void said.push(line) });
const everybody = () => UserModel.find().sort({ _id: 1 }).lean();

beforeEach(() => said.splice(0));
afterAll(() => passwords.stop());

describe('the demo world', () => {
  it('has two clients, three craftsmen, a moderator and an admin, in both languages', async () => {
    await seedDemo(deps());

    const users = await everybody();
    const count = (role: string): number => users.filter((user) => user.role === role).length;
    expect(['client', 'craftsman', 'moderator', 'admin'].map(count)).toEqual([2, 3, 1, 1]);
    expect(new Set(users.map(({ locale }) => locale))).toEqual(new Set(['en', 'ar']));
    expect(users.filter(({ bio = '' }) => /\p{Script=Arabic}/u.test(bio)).length).toBeGreaterThan(1);
  });

  it('stands in Cairo and Giza', async () => {
    await seedDemo(deps());

    const places = (await everybody()).map(({ location }) => location?.coordinates ?? [0, 0]);
    const outside = places.filter(
      ([longitude = 0, latitude = 0]) =>
        longitude < 31.1 || longitude > 31.4 || latitude < 29.9 || latitude > 30.15,
    );
    expect(outside).toEqual([]);
  });

  it('has one request to be verified that waits for staff, of somebody who stays Verified', async () => {
    await seedDemo(deps());
    await seedDemo(deps());

    const cases = await VerificationModel.find().lean();
    const yasmin = await UserModel.findById(cases[0]?.craftsmanId).orFail().lean();
    expect(cases).toMatchObject([{ status: 'submitted', isOpen: true, isWaiting: true, submissions: 1 }]);
    expect(yasmin.craftsman?.verificationStatus).toBe('Verified');
    await removeDemo();
    expect(await VerificationModel.countDocuments()).toBe(0);
  });

  it('has phones as accounts store them, each once', () => {
    const phones = demoAccounts.map(({ phone }) => phone);

    expect(phones.map((phone) => phoneNumberOf(phone))).toEqual(phones);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it('can be left out: the trades and the answers to questions are there without anybody', async () => {
    await seedWords(deps().say);
    const first = [await ServiceCategoryModel.countDocuments(), await FaqArticleModel.countDocuments()];
    await ServiceCategoryModel.updateOne({ slug: 'plumbing' }, { $set: { color: '#123456' } });

    await seedWords(deps().say);

    expect(first[0]).toBeGreaterThanOrEqual(30);
    expect(first[1]).toBeGreaterThanOrEqual(10);
    expect([await ServiceCategoryModel.countDocuments(), await FaqArticleModel.countDocuments()]).toEqual(
      first,
    );
    expect(await ServiceCategoryModel.findOne({ slug: 'plumbing' }).lean()).toMatchObject({
      color: '#123456',
    });
    expect(await everybody()).toEqual([]);
  });

  it('is the same world whenever it is loaded, but for the salt of its passwords', async () => {
    await seedDemo(deps());
    const first = await everybody();
    await removeDemo();
    app.clock.advance(86_400_000);

    await seedDemo(deps());

    const strip = (users: typeof first) => users.map(({ passwordHash: _hash, ...rest }) => rest);
    expect(strip(await everybody())).toEqual(strip(first));
  });

  it('loaded twice is there once, and keeps what people changed', async () => {
    const first = await seedDemo(deps());
    await UserModel.updateOne({ email: 'mona.client@example.com' }, { $set: { bio: 'Moved to Zamalek' } });
    const before = await everybody();

    const second = await seedDemo(deps());

    expect([first, second]).toEqual([7, 0]);
    expect(await everybody()).toEqual(before);
  });

  it('loaded by two at once is there once', async () => {
    const added = await Promise.all([seedDemo(deps()), seedDemo(deps())]);

    expect(added[0] + added[1]).toBe(7);
    expect(await UserModel.countDocuments()).toBe(7);
  });

  it('leaves an e-mail to whom has it already, and says so', async () => {
    await aUser(app, { email: 'mona.client@example.com' });

    const added = await seedDemo(deps());

    expect(added).toBe(6);
    expect(said).toEqual([expect.stringContaining('left out: mona.client@example.com')]);
  });

  it.each(demoAccounts.map(({ role, email }) => [role, email] as const))(
    'lets the %s %s sign in with the password that is printed',
    async (role, email) => {
      await seedDemo(deps());
      const type = role === 'admin' || role === 'moderator' ? 'admins' : 'clients';

      const answer = await app.http
        .post('/api/auth/login')
        .send({ loginIdentifier: email, password: DEMO_PASSWORD, type });

      expect(answer.status).toBe(200);
      expect(answer.body.data.user).toMatchObject({ email, role });
      expect(accountLines().join('\n')).toContain(email);
    },
  );
});

describe('the first start', () => {
  it('of an empty local database loads the demo and prints whom one can be', async () => {
    await seedIfEmpty(LOCAL, DEVELOPMENT, deps());

    expect(await UserModel.countDocuments()).toBe(7);
    expect(said.join('\n')).toContain('salma.admin@example.com');
    expect(said.join('\n')).toContain(DEMO_PASSWORD);
  });

  it('with anybody there loads nothing', async () => {
    await aUser(app);

    await seedIfEmpty(LOCAL, DEVELOPMENT, deps());

    expect(await UserModel.countDocuments()).toBe(1);
    expect(said).toEqual([]);
  });

  it.each([
    ['on a database that was named', { source: 'uri' } as const, DEVELOPMENT],
    ['in production', LOCAL, { isProduction: true }],
  ])('%s loads nothing', async (_where, database, config) => {
    await seedIfEmpty(database, config, deps());

    expect(await UserModel.countDocuments()).toBe(0);
  });
});
