import { may } from '../../src/services/policies/policy';
import {
  publicStatusOf,
  verificationPolicy,
  type CaseFacts,
} from '../../src/services/policies/verification.policy';
import { verificationWorkflow } from '../../src/services/workflows/verification.workflow';
import { after, days, hours } from '../../src/utils/clock';
import { nextWord } from '../../src/services/verification/validity';
import { idOf, newId } from '../../src/utils/ids';
import { ROLES, type Role, type UserActor } from '../../src/utils/types/actor';

const now = new Date('2026-03-02T09:00:00.000Z');
const VERBS = ['take', 'requestChanges', 'approve', 'reject'] as const;

const someone = (role: Role): UserActor => ({
  kind: 'user',
  id: idOf(newId()),
  roles: [role],
  role,
  locale: 'en',
  sessionId: idOf(newId()),
  scope: 'full',
});
const aCase = (facts: Partial<CaseFacts> = {}): CaseFacts => ({
  craftsmanId: newId(),
  status: 'submitted',
  ...facts,
});
const verdictsOf = (actor: UserActor, facts: CaseFacts) =>
  VERBS.map((verb) => may(verificationPolicy, verb, actor, facts, { now }));
const all = <T>(verdict: T): T[] => VERBS.map(() => verdict);

describe('who decides about a craftsman’s request', () => {
  it.each(ROLES)('%s', (role) => {
    const expected = role === 'admin' || role === 'moderator' ? true : 'access.forbidden';

    expect(verdictsOf(someone(role), aCase())).toEqual(all(expected));
  });

  it.each(['not_started', 'changes_requested', 'approved', 'rejected'] as const)(
    'nobody while it is %s',
    (status) => {
      expect(verdictsOf(someone('admin'), aCase({ status }))).toEqual(all('workflow.wrongState'));
    },
  );

  it('is never the craftsman himself', () => {
    const youssef = someone('moderator');
    const own = aCase();

    expect(verdictsOf({ ...youssef, id: idOf(own.craftsmanId) }, own)).toEqual(all('staff.notYourself'));
  });

  it('is whoever took it, for a day; admins go before everybody', () => {
    const noura = someone('moderator');
    const taken = { status: 'in_review', takenBy: newId(), takenAt: after(now, -hours(23)) } as const;

    expect(verdictsOf(noura, aCase(taken))).toEqual(all('verification.takenByAnother'));
    expect(verdictsOf(someone('admin'), aCase(taken))).toEqual(all(true));
    expect(verdictsOf({ ...noura, id: idOf(taken.takenBy) }, aCase(taken))).toEqual(all(true));
    expect(verdictsOf(noura, aCase({ ...taken, takenAt: after(now, -days(1)) }))).toEqual(all(true));
  });
});

it('the public knows three words only', () => {
  const words = verificationWorkflow.states.map((status) => publicStatusOf({ status }));

  expect(words).toEqual(['Pending', 'Pending', 'Pending', 'Pending', 'Verified', 'Rejected']);
  expect(publicStatusOf({ status: 'approved', lapsedAt: now })).toBe('Pending');
});

it('the next word about an approval is a reminder, then the end, then none', () => {
  const end = after(now, days(40));
  const wordAfter = (at: Date) => nextWord(end, [30, 7, 1], at);

  expect(wordAfter(now)).toEqual(after(end, -days(30)));
  expect(wordAfter(after(end, -days(30)))).toEqual(after(end, -days(7)));
  expect(wordAfter(after(end, -days(2)))).toEqual(after(end, -days(1)));
  expect(wordAfter(after(end, -days(1)))).toEqual(end);
  expect(wordAfter(end)).toBeUndefined();
});
