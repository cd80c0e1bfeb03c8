import type { Role, UserActor } from './types/actor';

/** Who may call a route; every route states one of these. */
export type Access =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'signedIn'; readonly onboarding: boolean }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] };

/** No login asked; a valid one is still recognised. */
export const anyone = { kind: 'anyone' } as const satisfies Access;

/** Any signed-in user whose sign-up is complete. */
export const signedIn = { kind: 'signedIn', onboarding: false } as const satisfies Access;

/** Any signed-in user, also one who is still signing up. */
export const onboarding = { kind: 'signedIn', onboarding: true } as const satisfies Access;

/** Signed-in users whose active role is one of these. */
export const role = (
  ...roles: readonly [Role, ...Role[]]
): { readonly kind: 'roles'; readonly roles: readonly Role[] } => ({
  kind: 'roles',
  roles,
});

/** Why `actor` may not pass, or undefined when he may. */
export function refusalOf(
  access: Access,
  actor: UserActor | undefined,
): 'auth.required' | 'access.forbidden' | 'access.onboardingOnly' | undefined {
  if (access.kind === 'anyone') {
    return undefined;
  }
  if (!actor) {
    return 'auth.required';
  }
  if (actor.scope === 'onboarding' && !(access.kind === 'signedIn' && access.onboarding)) {
    return 'access.onboardingOnly';
  }
  if (access.kind === 'roles' && !(actor.role && access.roles.includes(actor.role))) {
    return 'access.forbidden';
  }
  return undefined;
}
