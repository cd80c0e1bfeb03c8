import { verificationPolicy } from '../../src/services/policies/verification.policy';
import { may } from '../../src/services/policies/policy';
import { idOf, newId } from '../../src/utils/ids';
import { ROLES, type Role, type UserActor } from '../../src/utils/types/actor';

const someone = (role: Role): UserActor => ({
  kind: 'user',
  id: idOf(newId()),
  roles: [role],
  role,
  locale: 'en',
  sessionId: idOf(newId()),
  scope: 'full',
});

describe('who decides about a craftsman’s request', () => {
  it.each(ROLES)('%s', (role) => {
    const expected = role === 'admin' || role === 'moderator' ? true : 'access.forbidden';

    const waiting = { craftsmanId: newId(), status: 'Pending' } as const;
    const verdicts = (['approve', 'reject'] as const).map((verb) =>
      may(verificationPolicy, verb, someone(role), waiting),
    );

    expect(verdicts).toEqual([expected, expected]);
  });

  it('decides once', () => {
    const decided = { craftsmanId: newId(), status: 'Verified' } as const;

    expect(may(verificationPolicy, 'reject', someone('admin'), decided)).toBe('workflow.wrongState');
  });

  it('is never the craftsman himself', () => {
    const youssef = someone('moderator');
    const own = { craftsmanId: newId(), status: 'Pending' } as const;

    const verdict = may(verificationPolicy, 'approve', { ...youssef, id: idOf(own.craftsmanId) }, own);

    expect(verdict).toBe('staff.notYourself');
  });
});
