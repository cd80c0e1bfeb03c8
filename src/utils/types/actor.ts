/** Who is asking. Tasks, webhooks and the outbox ask as `system`. */

export const ROLES = ['client', 'craftsman', 'admin', 'moderator'] as const;
export type Role = (typeof ROLES)[number];

export const STAFF_ROLES = ['admin', 'moderator'] as const satisfies readonly Role[];

export const LOCALES = ['en', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

/** `onboarding` is a login that may only finish signing up. */
export const SESSION_SCOPES = ['full', 'onboarding'] as const;
export type SessionScope = (typeof SESSION_SCOPES)[number];

export interface UserActor {
  readonly kind: 'user';
  readonly id: string;
  /** The active role; absent until the user has chosen one. */
  readonly role?: Role;
  readonly roles: readonly Role[];
  readonly locale: Locale;
  readonly sessionId: string;
  readonly scope: SessionScope;
  /** May look around, not post. */
  readonly isRestricted?: true;
  /** Owed fees when his session was looked up, at most a second ago. */
  readonly owedFees?: true;
  /** As others see him; known to requests, which look the session up. */
  readonly card?: ActorCard;
}

/** What answers show of the one who asks, without a look of their own. */
export interface ActorCard {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly picture?: { readonly url: string };
}

export interface SystemActor {
  readonly kind: 'system';
  readonly id: 'system';
  readonly role: 'system';
  readonly locale: Locale;
}

export type Actor = UserActor | SystemActor;
export type ActorRole = Role | 'system';

export const systemActor: SystemActor = { kind: 'system', id: 'system', role: 'system', locale: 'en' };
