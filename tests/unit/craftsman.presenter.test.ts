import { presentPublicProfile } from '../../src/controllers/presenters/craftsman.presenter';
import {
  presentOwnVerification,
  presentVerification,
} from '../../src/controllers/presenters/verification.presenter';
import type { User } from '../../src/models/user.model';
import type { Verification } from '../../src/models/verification.model';
import { idOf, newId } from '../../src/utils/ids';
import type { UserActor } from '../../src/utils/types/actor';

const at = new Date('2026-03-02T09:00:00.000Z');
const look = { locale: 'en', catalogue: { nameOf: () => 'Plumbing' } } as const;
const serviceId = newId();

const karim = {
  _id: newId(),
  email: 'karim@example.com',
  emailKey: 'karim@example.com',
  phone: '+201001234567',
  passwordHash: '$2b$10$secret',
  firstName: 'Karim',
  lastName: 'Fathy',
  roles: ['craftsman'],
  role: 'craftsman',
  locale: 'en',
  bio: 'Plumber',
  picture: { mediaId: newId(), url: '/media/profile-images/0.jpg' },
  address: { city: 'Cairo', street: '8 Abbas El Akkad', text: '8 Abbas El Akkad, Cairo' },
  location: { type: 'Point', coordinates: [31.3301, 30.0566] },
  craftsman: {
    serviceId,
    skills: ['pipes'],
    radiusKm: 25,
    isAvailable: true,
    yearsOfExperience: 12,
    portfolio: [{ mediaId: newId(), url: '/media/portfolio/0.jpg' }],
    verificationStatus: 'Verified',
    verifiedAt: at,
    cancellations: 2,
  },
  createdAt: at,
  updatedAt: at,
} satisfies User;

const verification = {
  _id: newId(),
  status: 'rejected',
  history: [],
  craftsmanId: karim._id,
  isOpen: false,
  isWaiting: false,
  skills: ['pipes'],
  bio: 'Plumber',
  serviceId,
  yearsOfExperience: 12,
  documents: [
    {
      _id: newId(),
      mediaId: newId(),
      contentType: 'image/jpeg',
      docType: 'National ID',
      docName: 'front.jpg',
      sealedNumber: 'c2VhbGVk',
    },
  ],
  portfolio: [],
  createdAt: at,
  updatedAt: at,
  submittedAt: at,
  submissions: 2,
  decidedAt: at,
  decidedBy: newId(),
  reason: 'Unreadable',
} satisfies Verification;

const admin: UserActor = {
  kind: 'user',
  id: idOf(newId()),
  roles: ['admin'],
  role: 'admin',
  locale: 'en',
  sessionId: idOf(newId()),
  scope: 'full',
};

const keys = (value: unknown): string[] => Object.keys(value as object).sort();
const SHOWN = [
  '_id',
  'bio',
  'decidedAt',
  'expiresAt',
  'id',
  'portfolioImageUrls',
  'reason',
  'service',
  'skills',
  'state',
  'status',
  'submittedAt',
  'verificationDocs',
  'yearsOfExperience',
];

const [document] = verification.documents;
const documentId = document ? idOf(document) : '';
const PAPER = {
  id: documentId,
  _id: documentId,
  docType: 'National ID',
  docName: 'front.jpg',
  contentType: 'image/jpeg',
  hasNumber: true,
};

describe('anybody', () => {
  it('sees these keys of a person and no others', () => {
    const seen = presentPublicProfile({ user: karim, completedJobs: 3 }, look);

    expect(keys(seen)).toEqual([
      '_id',
      'area',
      'bio',
      'craftsmanInfo',
      'firstName',
      'fullName',
      'id',
      'lastName',
      'memberSince',
      'profilePicture',
      'rating',
      'ratingCount',
      'role',
    ]);
    expect(keys(seen['area'])).toEqual(['city', 'country', 'state']);
  });

  it('sees these keys of a craftsman’s work and no others', () => {
    const { craftsmanInfo } = presentPublicProfile({ user: karim, completedJobs: 3 }, look);

    expect(keys(craftsmanInfo)).toEqual([
      'bio',
      'completedJobs',
      'isAvailable',
      'portfolioImageUrls',
      'radiusKm',
      'service',
      'skills',
      'verificationStatus',
      'yearsOfExperience',
    ]);
    expect(craftsmanInfo).toMatchObject({ service: { name: 'Plumbing' } });
  });
});

describe('a craftsman', () => {
  it('sees what became of his request, without links to his papers', () => {
    const seen = presentOwnVerification({ verification, requiredDocuments: ['National ID'] }, look);

    expect(keys(seen)).toEqual([...SHOWN, 'requiredDocuments'].sort());
    expect(seen).toMatchObject({ status: 'Rejected', state: 'rejected' });
    expect(seen['verificationDocs']).toEqual([PAPER]);
  });

  it('sees the same keys before he has begun', () => {
    const seen = presentOwnVerification({ verification: undefined, requiredDocuments: [] }, look);

    expect(keys(seen)).toEqual([...SHOWN, 'requiredDocuments'].sort());
    expect(seen).toMatchObject({ id: null, status: 'Pending', state: 'not_started' });
  });
});

describe('staff', () => {
  it('sees who asks, who decided, and the papers', () => {
    const staffLook = {
      ...look,
      viewer: admin,
      linkTo: ({ part }: { part: string }) => `/sealed/${part}`,
    };
    const people = new Map([[idOf(karim._id), karim]]);

    const seen = presentVerification({ verification, people, now: at }, staffLook);

    const more = ['can', 'craftsman', 'decidedBy', 'submissions', 'takenAt', 'takenBy'];
    expect(keys(seen)).toEqual([...SHOWN, ...more].sort());
    expect(seen).toMatchObject({
      craftsman: { id: idOf(karim._id), fullName: 'Karim Fathy' },
      decidedBy: null,
      verificationDocs: [{ ...PAPER, docUrl: '/sealed/file', numberUrl: '/sealed/number' }],
      can: { take: false, requestChanges: false, approve: false, reject: false },
    });
    expect(JSON.stringify(seen)).not.toContain('karim@');
    expect(JSON.stringify(seen)).not.toContain('c2VhbGVk');
  });
});
