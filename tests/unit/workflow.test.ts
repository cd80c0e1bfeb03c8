import {
  allWorkflows,
  defineWorkflow,
  diagramOf,
  mayFire,
} from '../../src/services/workflows/defineWorkflow';
import { noteWorkflow } from '../support/note.workflow';

const by = ['client'] as const;
const sound = {
  states: ['Open', 'Closed'],
  initial: 'Open',
  events: { close: { from: ['Open'], to: 'Closed', by } },
} as const;

describe('a workflow table', () => {
  it('is listed once it is defined, with its terminal states found', () => {
    const flow = defineWorkflow({ name: 'sound', ...sound });

    expect(flow.terminal).toEqual(['Closed']);
    expect(allWorkflows()).toContain(flow);
  });

  it.each([
    ['a state that is never reached', { states: ['Open', 'Closed', 'Lost'] }, /"Lost" is never reached/],
    ['a state listed twice', { states: ['Open', 'Closed', 'Open'] }, /listed twice/],
    ['an unknown initial state', { initial: 'Opne' }, /unknown initial state "Opne"/],
    [
      'an unknown target',
      { events: { close: { from: ['Open'], to: 'Clsed', by } } },
      /unknown state "Clsed"/,
    ],
    [
      'an event that leaves no state',
      { events: { close: { from: [], to: 'Closed', by } } },
      /leaves no state/,
    ],
    [
      'an event of nobody',
      { events: { close: { from: ['Open'], to: 'Closed', by: [] } } },
      /nobody may fire/,
    ],
    ['a terminal state that is left', { terminal: ['Open', 'Closed'] }, /terminal states are Closed/],
    ['a terminal state that is not named', { terminal: [] }, /terminal states are Closed, not none/],
  ])('is refused at import with %s', (_fault, change, message) => {
    const table = { name: 'unsound', ...sound, ...change } as Parameters<typeof defineWorkflow>[0];

    expect(() => defineWorkflow(table)).toThrow(message);
  });

  it('is refused when another has its name', () => {
    expect(() => defineWorkflow({ ...sound, name: 'note' })).toThrow(/defined twice/);
  });

  it('previews what a role may do in a state', () => {
    expect(mayFire(noteWorkflow, 'publish', { state: 'Draft', role: 'client' })).toBe(true);
    expect(mayFire(noteWorkflow, 'publish', { state: 'Published', role: 'client' })).toBe(false);
    expect(mayFire(noteWorkflow, 'publish', { state: 'Draft', role: 'admin' })).toBe(false);
    expect(mayFire(noteWorkflow, 'publish', { state: 'Draft', role: undefined })).toBe(false);
  });

  it('draws itself', () => {
    expect(diagramOf(noteWorkflow).split('\n')).toEqual([
      'stateDiagram-v2',
      '  state "Draft" as Draft',
      '  state "Published" as Published',
      '  state "Archived" as Archived',
      '  [*] --> Draft',
      '  Draft --> Published : publish (client)',
      '  Published --> Published : amend (client, admin)',
      '  Draft --> Archived : archive (client, system)',
      '  Published --> Archived : archive (client, system)',
      '  Archived --> [*]',
    ]);
  });
});
