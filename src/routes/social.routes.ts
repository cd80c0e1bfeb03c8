import { makeSocialController, type SocialControllerDeps } from '../controllers/social.controller';
import { anyone, signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import { appSignedInAnswer } from '../validators/otp.validator';
import * as schema from '../validators/social.validator';

const post = { surface: 'api', method: 'post', limit: 'authAttempt' } as const;

/** `/auth/social`: the logins of Google, Apple and Facebook, as Firebase vouches for them. */
export function makeSocialRoutes(
  container: SocialControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  comingIn(router, container);
  linking(router, container);
  return router;
}

function comingIn(router: ResourceRouter, container: SocialControllerDeps): void {
  const c = makeSocialController(container);
  route(router, {
    ...post,
    path: '/auth/social',
    access: anyone,
    idempotency: 'tokens',
    schema: schema.signIn,
    summary: 'Sign in or sign up with a Firebase ID token of Google, Apple or Facebook',
    answer: answers.one(appSignedInAnswer),
    errors: [
      'auth.socialUnavailable',
      'auth.socialTokenInvalid',
      'auth.socialEmailUnconfirmed',
      'auth.socialTaken',
      'auth.roleNotAllowed',
      'auth.wrongType',
      'auth.blocked',
      'auth.totpRequired',
      'auth.totpWrong',
      'auth.sessionEnded',
      'user.taken',
      'provider.failed',
    ],
    handler: c.signIn,
  });
}

function linking(router: ResourceRouter, container: SocialControllerDeps): void {
  const c = makeSocialController(container);
  route(router, {
    ...post,
    path: '/auth/link-social',
    access: signedIn,
    schema: schema.link,
    summary: 'Let a login of Google, Apple or Facebook open one’s account, too',
    answer: answers.one(schema.linkedAnswer),
    errors: [
      'auth.socialUnavailable',
      'auth.socialTokenInvalid',
      'auth.contactUnconfirmed',
      'auth.socialTaken',
      'auth.wrongType',
      'provider.failed',
    ],
    handler: c.link,
  });
}
