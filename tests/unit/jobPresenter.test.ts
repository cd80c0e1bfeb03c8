import { presentJob } from '../../src/controllers/presenters/job.presenter';
import type { Job } from '../../src/models/job.model';
import type { JobView } from '../../src/services/job.service';
import { relationOf, seesPhones, sightOf } from '../../src/services/policies/jobSight.policy';
import { newId } from '../../src/utils/ids';
import { jobFields } from '../factories/jobStory';
import { userWith } from '../support/note.actors';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const ids = { _id: newId(), clientId: newId(), serviceId: newId() };
const job: Job = jobFields(NOW, ids);
const person = { _id: ids.clientId, firstName: 'Mona', lastName: 'Hassan', phone: '+201000000000' };

const view = (parts: Partial<JobView>): JobView => ({
  job,
  relation: 'stranger',
  sight: 'open',
  client: person,
  craftsman: undefined,
  quote: undefined,
  invitation: undefined,
  isBookmarked: false,
  serviceName: 'Plumbing',
  now: NOW,
  platformFee: 0,
  ...parts,
});

const COMMON = [
  'id',
  '_id',
  'title',
  'description',
  'status',
  'isOpen',
  'closed',
  'service',
  'category',
  'photos',
  'address',
  'location',
  'isPlaceExact',
  'paymentType',
  'currency',
  'jobPrice',
  'budget',
  'salaryMin',
  'salaryMax',
  'salaryType',
  'platformFee',
  'urgency',
  'experienceLevel',
  'requirements',
  'benefits',
  'trainingProvided',
  'jobDate',
  'jobDateHasTime',
  'timeWindow',
  'client',
  'craftsman',
  'isBookmarked',
  'createdAt',
];
const PROGRESS = [
  'hiredAt',
  'isFirm',
  'lapsesAt',
  'scheduledAt',
  'scheduledHasTime',
  'reschedule',
  'dispute',
  'awaitingAcceptance',
  'submittedAt',
  'autoCompletesAt',
  'resultPhotos',
  'reworkCount',
  'money',
  'cash',
  'changeOrder',
  'completedAt',
  'completionNote',
  'reviewedAt',
  'reviewsCloseAt',
  'cancelledAt',
  'cancelledBy',
  'disclosedUntil',
  'history',
  'updatedAt',
];
const APPLICATION = ['quote', 'invitation'];
const OWNERS = ['quoteCount', 'pendingInvitationCount', 'views', 'isHidden', 'expiresAt', 'repostOf'];

it.each([
  ['stranger', 'open', [...COMMON, ...APPLICATION]],
  ['applicant', 'open', [...COMMON, ...APPLICATION]],
  ['applicant', 'closed', ['id', '_id', 'title', 'status', 'closed']],
  ['hired', 'party', [...COMMON, ...PROGRESS, ...APPLICATION]],
  ['owner', 'party', [...COMMON, ...PROGRESS, ...OWNERS]],
  ['staff', 'party', [...COMMON, ...PROGRESS, ...OWNERS]],
] as const)('a job holds for the %s (%s) these keys and no others', (relation, sight, keys) => {
  const shown = presentJob(view({ relation, sight }));

  expect(Object.keys(shown).sort()).toEqual([...keys].sort());
});

it('a person on a job is a card; the phone joins it only for the other side of a firm hire', () => {
  const firm = { ...job, firmAt: NOW };

  const [before, since] = [
    presentJob(view({ relation: 'hired', sight: 'party' })),
    presentJob(view({ relation: 'hired', sight: 'party', job: firm })),
  ];

  const card = ['_id', 'firstName', 'fullName', 'id', 'lastName', 'profilePicture', 'rating', 'ratingCount'];
  expect(Object.keys(before['client'] as object).sort()).toEqual(card);
  expect(Object.keys(since['client'] as object).sort()).toEqual([...card, 'phone'].sort());
});

it('a client whose account is gone is still a card', () => {
  const shown = presentJob(view({ client: undefined }));

  expect(shown['client']).toMatchObject({ id: ids.clientId.toHexString(), fullName: '' });
});

describe('what somebody is to a job', () => {
  const beside = { hasApplied: true, isBlocked: false };

  it('is decided by who he is before what his role is', () => {
    const owner = { ...userWith('admin'), id: ids.clientId.toHexString() };

    expect(relationOf(owner, job, beside)).toBe('owner');
    expect(relationOf(userWith('moderator'), job, beside)).toBe('staff');
    expect(relationOf(userWith('craftsman'), job, beside)).toBe('applicant');
    expect(relationOf(userWith('craftsman'), job, { ...beside, hasApplied: false })).toBe('stranger');
  });

  it('keeps parties and staff behind no block and no veil', () => {
    const veiled = { isOpen: false, isHidden: true };

    for (const relation of ['owner', 'hired', 'staff'] as const) {
      expect(sightOf(relation, veiled, { isBlocked: true })).toBe('party');
    }
    for (const relation of ['applicant', 'stranger'] as const) {
      expect(sightOf(relation, { isOpen: true, isHidden: false }, { isBlocked: true })).toBe('none');
      expect(sightOf(relation, { isOpen: true, isHidden: true }, { isBlocked: false })).toBe('none');
    }
  });

  it('gives staff no phone', () => {
    expect(seesPhones('staff', { firmAt: NOW }, NOW)).toBe(false);
  });
});
