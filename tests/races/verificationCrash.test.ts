import { NotificationModel } from '../../src/models/notification.model';
import { OutboxRowModel } from '../../src/models/outboxRow.model';
import { UserModel } from '../../src/models/user.model';
import { VerificationModel, type Verification } from '../../src/models/verification.model';
import { after, minutes } from '../../src/utils/clock';
import { aCraftsman, aModerator, type MadeUser } from '../factories/user';
import { aTextCase, OWN, requestChanges } from '../factories/verification';
import { startTestApp } from '../helpers/app';
import { crashHarness } from '../helpers/crash';
import { crashThrough, type CrashStory } from '../helpers/crashWalk';

const JWT_SECRET = 'k7Wq2mZx9RtLc4VbN8yHs5JdGf3PaQe6';
/** Between every two steps that differ in what is lost. */
const ENDS = [
  'answered findAndModify verifications',
  'answered insert outbox',
  'sent commitTransaction 1',
  'answered commitTransaction 1',
];

const app = startTestApp({ env: { JWT_SECRET } });
const harness = crashHarness(JWT_SECRET);

afterAll(() => harness.stop());

const people: MadeUser[] = [];

const theCaseOf = async ({ user }: MadeUser): Promise<Verification> => {
  const [found, ...more] = await VerificationModel.find({ craftsmanId: user._id }).lean<Verification[]>();
  expect(more).toEqual([]);
  if (!found) {
    throw new Error('there is no case');
  }
  return found;
};
const eventsOf = ({ history }: Verification): string[] => history.map(({ event }) => event);
const told = (event: string, { id }: MadeUser) =>
  OutboxRowModel.countDocuments({ event, handler: 'log-activity', 'data.craftsmanId': id });

async function aBeginning(): Promise<CrashStory> {
  const karim = await aCraftsman(app);
  return {
    request: { method: 'POST', path: OWN, token: karim.token, body: { skills: ['pipes'] } },
    async check({ point, status }) {
      const found = await theCaseOf(karim);
      expect({ point, status }).toEqual({ point, status: 201 });
      expect([found.status, found.submissions, eventsOf(found)]).toEqual([
        'submitted',
        1,
        ['create', 'submit'],
      ]);
      expect(await told('verification.submitted', karim)).toBe(1);
    },
  };
}

async function aSecondTry(): Promise<CrashStory> {
  const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
  await requestChanges(noura, await aTextCase(karim));
  return {
    request: { method: 'POST', path: OWN, token: karim.token, body: { bio: 'Better' } },
    async check({ point, status }) {
      const found = await theCaseOf(karim);
      expect({ point, status }).toEqual({ point, status: 201 });
      expect([found.status, found.submissions]).toEqual(['submitted', 2]);
      expect(await told('verification.submitted', karim)).toBe(2);
    },
  };
}

async function anApproval(): Promise<CrashStory> {
  const [karim, noura] = [await aCraftsman(app), await aModerator(app)];
  const id = await aTextCase(karim);
  people.push(karim);
  return {
    request: { method: 'POST', path: `/api/admin/verifications/${id}/approve`, token: noura.token },
    async check({ point, status }) {
      const found = await theCaseOf(karim);
      const { craftsman } = await UserModel.findById(karim.user._id).orFail().lean();
      expect({ point, status }).toEqual({ point, status: 200 });
      expect(eventsOf(found)).toEqual(['create', 'submit', 'approve']);
      expect(craftsman).toMatchObject({
        verificationStatus: 'Verified',
        verifiedUntil: found.expiresAt,
      });
      expect(await told('verification.approved', karim)).toBe(1);
    },
  };
}

it('happens once when the server is killed in the middle and it is asked for again', async () => {
  app.clock.set(new Date());

  const crashes = await crashThrough(harness, [
    { chosen: ['answered insert verifications', ...ENDS], make: aBeginning },
    { chosen: ENDS, make: aSecondTry },
    { chosen: ENDS, make: anApproval },
  ]);
  await harness.stop();

  app.clock.set(after(new Date(), minutes(60)));
  await app.drainOutbox();
  for (const { user } of people) {
    expect(await NotificationModel.countDocuments({ userId: user._id })).toBe(1);
  }
  expect(crashes).toBeGreaterThanOrEqual(3 * ENDS.length + 1);
}, 900_000);
