import { abilities, definePolicy, may } from '../../src/services/policies/policy';
import { userWith } from '../support/note.actors';

interface Sheet {
  readonly ownerId: string;
  readonly isOpen: boolean;
}

const policy = definePolicy<Sheet>()({
  read: () => true,
  close: (actor, sheet) => {
    if (actor.id !== sheet.ownerId) {
      return 'access.forbidden';
    }
    return sheet.isOpen || 'workflow.wrongState';
  },
});

describe('a policy', () => {
  const owner = userWith('client');
  const stranger = userWith('client');
  const open = { ownerId: owner.id, isOpen: true };
  const closed = { ownerId: owner.id, isOpen: false };

  it('says yes, or why not', () => {
    const verdicts = [
      may(policy, 'close', owner, open),
      may(policy, 'close', owner, closed),
      may(policy, 'close', stranger, open),
    ];

    expect(verdicts).toEqual([true, 'workflow.wrongState', 'access.forbidden']);
  });

  it('lists what the actor may do now', () => {
    expect(abilities(policy, owner, open)).toEqual({ read: true, close: true });
    expect(abilities(policy, stranger, open)).toEqual({ read: true, close: false });
  });

  it('may rest on facts beside the document', () => {
    const limited = definePolicy<Sheet, { used: number }>()({
      print: (_actor, _sheet, { used }) => used < 3 || 'request.tooMany',
    });

    expect(may(limited, 'print', owner, open, { used: 2 })).toBe(true);
    expect(may(limited, 'print', owner, open, { used: 3 })).toBe('request.tooMany');
  });
});
