/** What files may be given for, and what each purpose allows. */

export const MEDIA_PURPOSES = ['avatar', 'jobPhoto', 'portfolio', 'document', 'message', 'evidence'] as const;
export type MediaPurpose = (typeof MEDIA_PURPOSES)[number];

/** What a file may belong to. */
export const MEDIA_SUBJECTS = ['user', 'job', 'verification', 'message', 'dispute'] as const;
export type MediaSubject = (typeof MEDIA_SUBJECTS)[number];

export interface PurposeRule {
  /** Where the provider keeps it. */
  readonly folder: string;
  /** Seen by signed links only. */
  readonly isPrivate: boolean;
  /** Kept encrypted, and seen by no link of the media library at all. */
  readonly isSealed?: true;
  readonly shape: 'photo' | 'avatar';
  readonly allowsPdf: boolean;
}

export const PURPOSE_RULES: Readonly<Record<MediaPurpose, PurposeRule>> = {
  avatar: { folder: 'profile-images', isPrivate: false, shape: 'avatar', allowsPdf: false },
  jobPhoto: { folder: 'job-photos', isPrivate: false, shape: 'photo', allowsPdf: false },
  portfolio: { folder: 'portfolio', isPrivate: false, shape: 'photo', allowsPdf: false },
  document: { folder: 'documents', isPrivate: true, isSealed: true, shape: 'photo', allowsPdf: true },
  message: { folder: 'messages', isPrivate: true, shape: 'photo', allowsPdf: true },
  evidence: { folder: 'evidence', isPrivate: true, shape: 'photo', allowsPdf: true },
};
