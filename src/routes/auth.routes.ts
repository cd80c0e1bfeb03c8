import {
  makeAuthController,
  makeCredentialController,
  type AuthControllerDeps,
} from '../controllers/auth.controller';
import { anyone, onboarding, signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/auth.validator';

const PASSWORD_ERRORS = ['auth.passwordTooCommon', 'auth.passwordIsPersonal'] as const;
const api = { surface: 'api' } as const;
const post = { ...api, method: 'post', limit: 'authAttempt' } as const;
const done = answers.one(schema.doneAnswer);

/** `/auth` */
export function makeAuthRoutes(
  container: AuthControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  comingIn(router, container);
  leaving(router, container);
  devices(router, container);
  passwords(router, container);
  verification(router, container);
  changeOfEmail(router, container);
  return router;
}

function comingIn(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeAuthController(container);
  const open = { ...api, method: 'post', access: anyone, idempotency: 'tokens' } as const;
  route(router, {
    ...open,
    path: '/auth/register',
    limit: 'register',
    schema: schema.register,
    summary: 'Open an account as a client or a craftsman',
    answer: answers.created(schema.signedInAnswer),
    errors: ['auth.roleNotAllowed', 'user.taken', 'auth.blocked', ...PASSWORD_ERRORS],
    handler: c.register,
  });
  route(router, {
    ...open,
    path: '/auth/login',
    limit: 'authAttempt',
    schema: schema.login,
    summary: 'Sign in with a password',
    answer: answers.one(schema.signedInAnswer),
    errors: [
      'auth.wrongCredentials',
      'auth.wrongType',
      'auth.blocked',
      'auth.totpRequired',
      'auth.totpWrong',
    ],
    handler: c.login,
  });
  route(router, {
    ...open,
    path: '/auth/refresh',
    limit: 'write',
    schema: schema.refresh,
    summary: 'Renew a login: each refresh token is good for one use',
    answer: answers.one(schema.signedInAnswer),
    errors: ['auth.refreshInvalid'],
    handler: c.refresh,
  });
}

function leaving(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeAuthController(container);
  const leave = {
    ...api,
    method: 'post',
    access: onboarding,
    limit: 'write',
    schema: schema.nothing,
  } as const;
  route(router, {
    ...leave,
    path: '/auth/logout',
    summary: 'Sign this device out',
    answer: answers.one(schema.endedAnswer),
    errors: [],
    handler: c.logout,
  });
  route(router, {
    ...leave,
    path: '/auth/logout-all',
    summary: 'Sign all devices out, this one too',
    answer: answers.one(schema.endedAnswer),
    errors: [],
    handler: c.logoutAll,
  });
}

function devices(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeAuthController(container);
  route(router, {
    ...api,
    method: 'get',
    path: '/auth/sessions',
    access: signedIn,
    limit: 'read',
    schema: schema.nothing,
    summary: 'The devices that one is signed in on, the last used first',
    answer: answers.list(schema.sessionAnswer),
    errors: [],
    handler: c.listSessions,
  });
  route(router, {
    ...api,
    method: 'delete',
    path: '/auth/sessions/:id',
    access: signedIn,
    limit: 'write',
    schema: schema.session,
    summary: 'Sign another device out',
    answer: answers.one(schema.endedAnswer),
    errors: ['request.notFound'],
    handler: c.endSession,
  });
}

function passwords(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeCredentialController(container);
  const open = { ...api, method: 'post', access: anyone, limit: 'authAttempt', answer: done } as const;
  route(router, {
    ...open,
    path: '/auth/forgot-password',
    schema: schema.forgotPassword,
    summary:
      'Ask for a link to set another password, or by phone alone a code; the answer is the same for all',
    errors: ['otp.unavailable', 'otp.countryNotServed', 'otp.notMobile'],
    handler: c.forgotPassword,
  });
  route(router, {
    ...open,
    path: '/auth/reset-password',
    schema: schema.resetPassword,
    summary: 'Set another password with the mailed link or the code; every device is signed out',
    errors: ['auth.linkExpired', 'otp.wrong', ...PASSWORD_ERRORS],
    handler: c.resetPassword,
  });
  route(router, {
    ...open,
    method: ['post', 'put'],
    path: '/auth/change-password',
    access: signedIn,
    schema: schema.changePassword,
    summary: 'Set another password; the other devices are signed out',
    errors: ['auth.currentPasswordWrong', ...PASSWORD_ERRORS],
    handler: c.changePassword,
  });
}

function verification(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeCredentialController(container);
  route(router, {
    ...post,
    path: '/auth/verify-email',
    access: anyone,
    schema: schema.link,
    summary: 'Confirm an e-mail with the mailed link, the present one or a new one',
    answer: answers.one(schema.emailAnswer),
    errors: ['auth.linkExpired', 'user.taken'],
    handler: c.verifyEmail,
  });
  route(router, {
    ...post,
    path: '/auth/resend-verification',
    access: onboarding,
    schema: schema.nothing,
    summary: 'Get another link to confirm one’s e-mail',
    answer: done,
    errors: ['auth.nothingToVerify'],
    handler: c.resendVerification,
  });
}

function changeOfEmail(router: ResourceRouter, container: AuthControllerDeps): void {
  const c = makeCredentialController(container);
  route(router, {
    ...post,
    path: '/auth/change-email',
    access: signedIn,
    schema: schema.changeEmail,
    summary: 'Move the account to another e-mail; the new address has to confirm',
    answer: done,
    errors: ['auth.currentPasswordWrong', 'user.taken'],
    handler: c.changeEmail,
  });
  route(router, {
    ...post,
    path: '/auth/undo-change',
    access: anyone,
    schema: schema.link,
    summary: 'Take back a change of the e-mail or phone with the link that the old one got',
    answer: done,
    errors: ['auth.linkExpired', 'user.taken'],
    handler: c.undoChange,
  });
}
