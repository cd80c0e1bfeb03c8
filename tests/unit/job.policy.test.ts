import {
  jobPolicy,
  postingPolicy,
  type JobContext,
  type JobFacts,
  type JobVerb,
} from '../../src/services/policies/job.policy';
import { jobWorkflow, type JobState } from '../../src/services/workflows/job.workflow';
import { after, days, minutes } from '../../src/utils/clock';
import { newId, toObjectId } from '../../src/utils/ids';
import type { Role, UserActor } from '../../src/utils/types/actor';
import { JOB_STATUSES } from '../../src/validators/jobAction.validator';
import { userWith } from '../support/note.actors';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const ctx: JobContext = { now: NOW, reworkMax: 2, noShowMinutes: 30, disputeOpenDays: 7 };
const owner = userWith('client');
const hired = userWith('craftsman');
const who = { owner, hired, staff: userWith('moderator'), stranger: userWith('client') };

const job = (status: JobState, more: Partial<JobFacts> = {}): JobFacts => ({
  _id: newId(),
  status,
  clientId: toObjectId(owner.id),
  craftsmanId: toObjectId(hired.id),
  paymentType: 'Cash',
  firmAt: NOW,
  awaitingAcceptance: false,
  reworkCount: 0,
  scheduledAt: after(NOW, -minutes(30)),
  scheduledHasTime: true,
  ...more,
});
const ask = (verb: JobVerb, actor: keyof typeof who, about: JobFacts) =>
  jobPolicy[verb](who[actor], about, ctx);

const MONEY = { price: 500, due: 0, funded: 0, held: 0, released: 0, fee: 0 };

/** The states in which each side may, by rules.md; in all others the state forbids it. */
const MAY: readonly (readonly [JobVerb, keyof typeof who, readonly JobState[], Partial<JobFacts>?])[] = [
  ['pay', 'owner', ['Hired', 'On The Way', 'In Progress'], { money: { ...MONEY, due: 500 } }],
  ['setOut', 'hired', ['Hired']],
  ['start', 'hired', ['Hired', 'On The Way']],
  ['submit', 'hired', ['In Progress']],
  ['rework', 'owner', ['In Progress'], { awaitingAcceptance: true }],
  ['complete', 'owner', ['Hired', 'On The Way', 'In Progress']],
  ['complete', 'owner', ['In Progress'], { paymentType: 'Escrow' }],
  ['cancel', 'owner', ['Posted', 'Quoted', 'Hired', 'On The Way']],
  ['cancel', 'hired', ['Hired', 'On The Way']],
  ['cancel', 'staff', ['Posted', 'Quoted', 'Hired', 'On The Way']],
  ['noShow', 'owner', ['Hired', 'On The Way']],
  ['noShow', 'hired', ['On The Way']],
  ['proposeReschedule', 'owner', ['Hired', 'On The Way']],
  ['proposeReschedule', 'hired', ['Hired', 'On The Way']],
  ['dispute', 'owner', ['Hired', 'On The Way', 'In Progress', 'Completed'], { completedAt: NOW }],
  ['dispute', 'hired', ['Hired', 'On The Way', 'In Progress', 'Completed'], { completedAt: NOW }],
];

const ROWS = MAY.map(([verb, actor, states, more]) => ({ verb, actor, states, more }));

describe('what may be done with a job', () => {
  it.each(ROWS)('$verb by the $actor in $states', ({ verb, actor, states, more }) => {
    for (const state of jobWorkflow.states) {
      const verdict = ask(verb, actor, job(state, more));

      expect([state, verdict]).toEqual([state, states.includes(state) || 'workflow.wrongState']);
    }
  });

  it.each(Object.keys(jobPolicy) as JobVerb[])('%s is nothing for strangers', (verb) => {
    const verdicts = jobWorkflow.states.map((state) => ask(verb, 'stranger', job(state)));

    expect(new Set(verdicts)).toEqual(new Set(['request.notFound']));
  });

  it.each([
    ['setOut', 'owner'],
    ['start', 'owner'],
    ['submit', 'owner'],
    ['rework', 'hired'],
    ['complete', 'hired'],
    ['complete', 'staff'],
    ['noShow', 'staff'],
    ['proposeReschedule', 'staff'],
    ['dispute', 'staff'],
  ] as const)('%s is never for the %s', (verb, actor) => {
    expect(ask(verb, actor, job('In Progress'))).toBe('workflow.forbidden');
  });

  it('has a reason of its own where the state alone would allow it', () => {
    const { firmAt: _, ...unpaid } = job('Hired', { paymentType: 'Escrow' });
    const proposal = (by: 'client' | 'craftsman', scheduledAt: Date, hasTime = true) =>
      job('Hired', { reschedule: { by, proposedAt: NOW, scheduledAt, hasTime } });
    const later = after(NOW, days(1));
    const disputed = { disputeId: newId(), answerDueAt: NOW, decisionDueAt: NOW };

    const verdicts = [
      ask('setOut', 'hired', unpaid),
      ask('noShow', 'owner', unpaid),
      ask('submit', 'hired', job('In Progress', { awaitingAcceptance: true })),
      ask('rework', 'owner', job('In Progress')),
      ask('rework', 'owner', job('In Progress', { awaitingAcceptance: true, reworkCount: 2 })),
      ask('noShow', 'owner', job('Hired', { scheduledAt: after(NOW, -minutes(29)) })),
      ask('noShow', 'owner', job('Hired', { scheduledHasTime: false })),
      ask('proposeReschedule', 'hired', proposal('client', later)),
      ask('acceptReschedule', 'owner', proposal('client', later)),
      ask('acceptReschedule', 'hired', proposal('client', NOW)),
      ask('acceptReschedule', 'hired', proposal('client', NOW, false)),
      ask('acceptReschedule', 'hired', job('Hired')),
      ask('declineReschedule', 'owner', proposal('client', later)),
      ask('dispute', 'owner', unpaid),
      ask('dispute', 'hired', job('Completed', { completedAt: after(NOW, -days(7)) })),
      ask('dispute', 'hired', job('Completed', { completedAt: after(NOW, -days(7) - 1) })),
      ask('dispute', 'owner', job('Completed', { completedAt: NOW, dispute: disputed })),
      ask(
        'dispute',
        'owner',
        job('Completed', { completedAt: NOW, dispute: { ...disputed, decidedAt: NOW } }),
      ),
    ];

    expect(verdicts).toEqual([
      'job.notFirm',
      'job.notFirm',
      'job.alreadySubmitted',
      'job.notSubmitted',
      'job.reworkExhausted',
      'job.tooEarlyForNoShow',
      'job.noAgreedTime',
      'job.rescheduleOpen',
      'job.rescheduleIsYours',
      'job.rescheduleTooLate',
      true,
      'job.noReschedule',
      true,
      'job.notFirm',
      true,
      'dispute.tooLate',
      true,
      'dispute.alreadyDecided',
    ]);
  });
});

describe('what may be done with a posting', () => {
  const posting = (more: object = {}) =>
    ({ clientId: toObjectId(owner.id), status: 'Posted', isOpen: true, isHidden: false, ...more }) as const;
  const asRole = (role: Role): UserActor => ({ ...owner, role });
  const closed = { status: 'Completed', isOpen: false };

  it('depends on whose it is, on the account and on the state', () => {
    const verdicts = [
      postingPolicy.edit(owner, posting()),
      postingPolicy.edit(hired, posting()),
      postingPolicy.edit(asRole('craftsman'), posting()),
      postingPolicy.edit({ ...owner, isRestricted: true }, posting()),
      postingPolicy.edit(owner, posting(closed)),
      postingPolicy.extend(owner, posting(closed)),
      postingPolicy.extend(owner, posting({ isHidden: true })),
      postingPolicy.repost(owner, posting()),
      postingPolicy.repost(owner, posting(closed)),
    ];

    expect(verdicts).toEqual([
      true,
      'request.notFound',
      'access.forbidden',
      'job.restricted',
      'job.notEditable',
      'job.notOpen',
      'job.hiddenByStaff',
      'job.notClosed',
      true,
    ]);
  });
});

it('the states that may be wished for are those of the table', () => {
  expect([...JOB_STATUSES].sort()).toEqual([...jobWorkflow.states].sort());
});
