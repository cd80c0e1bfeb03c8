import { randomBytes } from 'node:crypto';
import { UserKeyModel } from '../../src/models/userKey.model';
import { makeFieldKeys, type FieldKeys } from '../../src/services/fieldKeys/fieldKeys';
import { makeMasterKeys } from '../../src/services/fieldKeys/masterKeys';
import { idOf, newId, toObjectId } from '../../src/utils/ids';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';

beforeAll(connectTestDatabase);
afterEach(emptyDatabase);
afterAll(leaveTestDatabase);

const clock = testClock();
const aKey = (): string => randomBytes(32).toString('base64');
const withKeys = (current: string, ...old: string[]): FieldKeys =>
  makeFieldKeys({ clock, masterKeys: makeMasterKeys({ current, old }) });
const freshId = (): string => idOf(newId());
const FIELDS = { iban: 'EG380019000500000000263180002', holder: 'Karim Hassan' };

it('reads what it has written, and writes the same text differently each time', async () => {
  const keys = withKeys(aKey());
  const userId = freshId();

  const [one, two] = [await keys.sealFields(userId, FIELDS), await keys.sealFields(userId, FIELDS)];

  expect(await keys.openAll(userId, [one, two])).toEqual([FIELDS, FIELDS]);
  expect(one['iban']).not.toBe(two['iban']);
  expect(JSON.stringify([one, two])).not.toContain('Karim');
});

it('does not read another user’s field, nor one in another’s place', async () => {
  const keys = withKeys(aKey());
  const [karim, mona] = [freshId(), freshId()];
  const sealed = await keys.sealFields(karim, FIELDS);
  await keys.sealFields(mona, FIELDS);

  await expect(keys.openAll(mona, [sealed])).rejects.toThrow();
  await expect(
    keys.openAll(karim, [{ iban: sealed['holder'] ?? '', holder: sealed['iban'] ?? '' }]),
  ).rejects.toThrow();
});

it('makes one key for a user when three ask at once', async () => {
  const keys = withKeys(aKey());
  const userId = freshId();

  const sealed = await Promise.all([1, 2, 3].map(() => keys.sealFields(userId, FIELDS)));

  expect(await UserKeyModel.countDocuments()).toBe(1);
  expect(await keys.openAll(userId, sealed)).toEqual([FIELDS, FIELDS, FIELDS]);
});

describe('rotation', () => {
  it('wraps every key anew; then the old master key is not needed any more', async () => {
    const [old, fresh] = [aKey(), aKey()];
    const users = [freshId(), freshId(), freshId()];
    const sealed = await Promise.all(users.map((userId) => withKeys(old).sealFields(userId, FIELDS)));
    const keys = withKeys(fresh, old);
    const late = freshId();
    await keys.sealFields(late, FIELDS);

    expect(await keys.openAll(users[0] ?? '', sealed.slice(0, 1))).toEqual([FIELDS]);
    expect([await keys.rewrapAll(), await keys.rewrapAll()]).toEqual([3, 0]);

    const only = withKeys(fresh);
    for (const [index, userId] of users.entries()) {
      expect(await only.openAll(userId, sealed.slice(index, index + 1))).toEqual([FIELDS]);
    }
    const stored = await UserKeyModel.findOne({ _id: toObjectId(late) })
      .orFail()
      .lean();
    expect(stored.rotatedAt).toBeUndefined();
  });

  it('says which key is missing, and not what it is', async () => {
    const old = aKey();
    const userId = freshId();
    const sealed = await withKeys(old).sealFields(userId, FIELDS);

    const only = withKeys(aKey());
    await expect(only.openAll(userId, [sealed])).rejects.toMatchObject({
      code: 'server.keyMissing',
      cause: { message: expect.stringContaining('FIELD_MASTER_KEYS_OLD') },
    });
    expect([await only.lacksMasterKey(), await withKeys(old).lacksMasterKey()]).toEqual([true, false]);
    await expect(withKeys(aKey()).rewrapAll()).rejects.not.toThrow(old);
  });
});
