import { Types } from 'mongoose';
import { may } from '../../src/services/policies/policy';
import { userPolicy } from '../../src/services/policies/user.policy';
import { hasRight, withRight } from '../../src/utils/rights';
import { systemActor, type Actor, type Role } from '../../src/utils/types/actor';
import { userWith } from '../support/note.actors';

type Verb = keyof typeof userPolicy;
type Target = 'client' | 'craftsman' | 'moderator' | 'admin' | 'client who is also an admin';

const VERBS = Object.keys(userPolicy) as Verb[];
const ROLES_OF: Readonly<Record<Target, Role[]>> = {
  client: ['client'],
  craftsman: ['craftsman'],
  moderator: ['moderator'],
  admin: ['admin'],
  'client who is also an admin': ['client', 'admin'],
};

const account = (target: Target, id = new Types.ObjectId()): { _id: Types.ObjectId; roles: Role[] } => ({
  _id: id,
  roles: ROLES_OF[target],
});
const allowed = (actor: Actor, target: Target): Verb[] =>
  VERBS.filter((verb) => may(userPolicy, verb, actor, account(target)) === true);

describe('what somebody may do with an account', () => {
  it.each<[Role, Target, Verb[]]>([
    ['client', 'client', []],
    ['client', 'admin', []],
    ['craftsman', 'client', []],
    ['moderator', 'client', ['read', 'ban', 'unban']],
    ['moderator', 'craftsman', ['read', 'ban', 'unban']],
    ['moderator', 'moderator', []],
    ['moderator', 'admin', []],
    ['moderator', 'client who is also an admin', []],
    ['admin', 'client', VERBS],
    ['admin', 'moderator', VERBS],
    ['admin', 'admin', VERBS],
  ])('as %s with a %s', (role, target, expected) => {
    expect(allowed(userWith(role), target)).toEqual(expected);
  });

  it('as the system is everything', () => {
    expect(allowed(systemActor, 'admin')).toEqual(VERBS);
  });

  it('with one’s own account is never a ban', () => {
    const verdicts = (['moderator', 'admin'] as const).map((role) => {
      const actor = userWith(role);
      const own = account(role, new Types.ObjectId(actor.id));
      return [may(userPolicy, 'read', actor, own), may(userPolicy, 'ban', actor, own)];
    });

    expect(verdicts).toEqual([
      [true, 'staff.notYourself'],
      [true, 'staff.notYourself'],
    ]);
  });

  it('without an active role is nothing', () => {
    const { role: _role, ...roleless } = userWith('admin');

    expect(allowed(roleless, 'client')).toEqual([]);
  });
});

describe('rights', () => {
  it('belong to the active role, not to the others that one has', () => {
    const actor: Actor = { ...userWith('client'), roles: ['client', 'admin'] };

    expect(hasRight(actor, 'users.ban')).toBe(false);
  });

  it('open routes to the roles that carry them', () => {
    expect(withRight('users.ban').roles).toEqual(['admin', 'moderator']);
    expect(withRight('activity.read').roles).toEqual(['admin']);
  });
});
