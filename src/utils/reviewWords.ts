/** The states of a review: written and not shown, shown, taken away by staff; a test holds them against the table. */
export const REVIEW_STATUSES = ['Sealed', 'Revealed', 'Hidden'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** What can be reviewed; products follow with the shops. */
export const REVIEW_SUBJECTS = ['user'] as const;
export type ReviewSubjectType = (typeof REVIEW_SUBJECTS)[number];

/** Whose reviews one's own list holds. */
export const REVIEW_BOXES = ['written', 'received'] as const;
export type ReviewBox = (typeof REVIEW_BOXES)[number];
