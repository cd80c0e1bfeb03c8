import { makeOtpController, type OtpControllerDeps } from '../controllers/otp.controller';
import { anyone, onboarding, signedIn } from '../utils/access';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/otp.validator';

const post = { surface: 'api', method: 'post' } as const;
const SEND_ERRORS = [
  'auth.required',
  'otp.unavailable',
  'otp.phoneMissing',
  'otp.countryNotServed',
  'otp.notMobile',
  'otp.phoneVerified',
  'otp.noPhone',
] as const;

/** `/auth`: codes to phones, and what they open. */
export function makeOtpRoutes(
  container: OtpControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  sending(router, container);
  comingIn(router, container);
  ownPhone(router, container);
  return router;
}

function sending(router: ResourceRouter, container: OtpControllerDeps): void {
  const c = makeOtpController(container);
  const send = {
    ...post,
    access: anyone,
    limit: 'otpSend',
    schema: schema.sendOtp,
    answer: answers.one(schema.sentCodeAnswer),
    errors: SEND_ERRORS,
  } as const;
  route(router, {
    ...send,
    path: '/auth/send-otp',
    summary: 'Get a code, by WhatsApp where that is open; the answer is the same for every phone',
    handler: c.send,
  });
  route(router, {
    ...send,
    path: '/auth/resend-otp',
    summary: 'Get another code, as a text message; the one before is good no more',
    handler: c.resend,
  });
}

function comingIn(router: ResourceRouter, container: OtpControllerDeps): void {
  const c = makeOtpController(container);
  route(router, {
    ...post,
    path: '/auth/verify-otp',
    access: anyone,
    limit: 'authAttempt',
    idempotency: 'tokens',
    schema: schema.verifyOtp,
    summary: 'Sign in or sign up with the code that was sent to the phone',
    answer: answers.one(schema.appSignedInAnswer),
    errors: [
      'auth.codeWrong',
      'auth.roleNotAllowed',
      'auth.phoneUnconfirmed',
      'auth.wrongType',
      'auth.blocked',
      'auth.totpRequired',
      'auth.totpWrong',
      'auth.sessionEnded',
      'user.taken',
    ],
    handler: c.signIn,
  });
  route(router, {
    ...post,
    path: '/auth/complete-sign-up',
    access: onboarding,
    limit: 'write',
    schema: schema.completeSignUp,
    summary: 'Say one’s name and choose a role after coming in by phone or by a social login',
    answer: answers.one(schema.completedAnswer),
    errors: ['auth.roleNotAllowed', 'otp.answersMissing', 'otp.signUpComplete'],
    handler: c.completeSignUp,
  });
}

function ownPhone(router: ResourceRouter, container: OtpControllerDeps): void {
  const c = makeOtpController(container);
  route(router, {
    ...post,
    path: '/auth/verify-phone',
    access: onboarding,
    limit: 'authAttempt',
    schema: schema.verifyPhone,
    summary: 'Confirm one’s phone with the code that was sent to it, the present one or a new one',
    answer: answers.one(schema.phoneAnswer),
    errors: ['otp.wrong', 'otp.phoneVerified', 'user.taken'],
    handler: c.verifyPhone,
  });
  route(router, {
    ...post,
    path: '/auth/change-phone',
    access: signedIn,
    limit: 'otpSend',
    schema: schema.changePhone,
    summary: 'Move the account to another phone: asks the password or a code, the new phone has to confirm',
    answer: answers.one(schema.sentCodeAnswer),
    errors: [
      'auth.currentPasswordWrong',
      'otp.proofMissing',
      'otp.wrong',
      'user.taken',
      'otp.unavailable',
      'otp.countryNotServed',
      'otp.notMobile',
    ],
    handler: c.changePhone,
  });
}
