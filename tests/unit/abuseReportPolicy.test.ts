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
  it.each<[Role, readonly Role[], boolean, true | string]>([
    ['client', ['client'], false, 'access.forbidden'],
    ['craftsman', ['client'], false, 'access.forbidden'],
    ['moderator', ['client'], false, true],
    ['moderator', [], false, true],
    ['moderator', ['client', 'admin'], false, 'staff.notStaff'],
    ['moderator', ['moderator'], false, 'staff.notStaff'],
    ['moderator', ['client'], true, 'abuseReport.ownCase'],
    ['admin', ['admin'], false, true],
    ['admin', ['client'], true, 'abuseReport.ownCase'],
  ])('a %s about %j, reported by himself %s: %s', (role, aboutRoles, hasReported, verdict) => {
    expect(abuseCasePolicy.decide(actor(role), { aboutId }, { aboutRoles, hasReported })).toBe(verdict);
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
