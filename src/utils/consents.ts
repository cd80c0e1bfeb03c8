/** What people agree to. Without the terms and the notice of privacy nobody uses the service; the rest is their choice. */
export const CONSENT_KINDS = ['terms', 'privacy', 'marketing'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** Where somebody said it. */
export const CONSENT_SOURCES = ['registration', 'settings'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** What somebody says of each kind; what he does not name stays as it is. */
export type ConsentWishes = Readonly<Partial<Record<ConsentKind, boolean>>>;
