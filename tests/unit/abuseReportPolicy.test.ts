import { abuseCasePolicy } from '../../src/services/policies/abuseReport.policy';
import { abuseCaseWorkflow } from '../../src/services/workflows/abuseCase.workflow';
import { newId } from '../../src/utils/ids';
import { DECISION_SUBJECTS, REPORT_STATUSES, REPORT_SUBJECTS } from '../../src/utils/reportWords';
import type { Role, UserActor } from '../../src/utils/types/actor';

const aboutId = newId();
const actor = (role: Role, id = newId()): UserActor => ({
  kind: 'user',
  id: id.toHexString(),
  role,
  roles: [role],
  locale: 'en',
  sessionId: 's',
  scope: 'full',
});

describe('who decides on a report', () => {
  it.each<[actor: Role, about: readonly Role[], verdict: true | string]>([
    ['client', ['client'], 'access.forbidden'],
    ['craftsman', ['client'], 'access.forbidden'],
    ['moderator', ['client'], true],
    ['moderator', [], true],
    ['moderator', ['client', 'admin'], 'staff.notStaff'],
    ['moderator', ['moderator'], 'staff.notStaff'],
    ['admin', ['admin'], true],
  ])('a %s about %j: %s', (role, aboutRoles, verdict) => {
    const facts = { aboutRoles, hasReported: false };

    expect(abuseCasePolicy.decide(actor(role), { aboutId }, facts)).toBe(verdict);
  });

  it.each<Role>(['moderator', 'admin'])('is no %s who has reported it himself', (role) => {
    const facts = { aboutRoles: [], hasReported: true };

    expect(abuseCasePolicy.decide(actor(role), { aboutId }, facts)).toBe('abuseReport.ownCase');
  });

  it('is never the one it is about', () => {
    const himself = actor('admin', aboutId);

    expect(abuseCasePolicy.decide(himself, { aboutId }, { aboutRoles: ['admin'], hasReported: false })).toBe(
      'abuseReport.ownCase',
    );
  });
});

describe('the words of reports', () => {
  it('are those of the table of states', () => {
    expect(abuseCaseWorkflow.states).toEqual(REPORT_STATUSES);
  });

  it('have an act for each subject', () => {
    for (const subject of REPORT_SUBJECTS) {
      const acts = Object.entries(DECISION_SUBJECTS).filter(([, subjects]) => subjects.includes(subject));
      expect(acts.map(([decision]) => decision)).toEqual(expect.arrayContaining(['dismiss', 'ban']));
    }
  });
});
