import type { Config } from '../../../config';
import { Unavailable } from '../../../utils/errors';
import { makeFirebaseSocial } from './firebase';
import type { SocialVerifier } from './provider';

/** The verifier for these settings: Firebase with a service account, else none. */
export const makeSocialVerifier = ({ push }: Pick<Config, 'push'>): SocialVerifier =>
  push.fcm ? makeFirebaseSocial(push.fcm) : noSocial;

const noSocial: SocialVerifier = {
  name: 'none',
  verify: () => Promise.reject(new Unavailable('auth.socialUnavailable')),
};
