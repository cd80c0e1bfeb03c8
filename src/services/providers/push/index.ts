import type { Config } from '../../../config';
import type { MessageCatcher } from '../mail/provider';
import { makeFcmPush } from './fcm';
import { makeLocalPush } from './local';
import type { PushProvider } from './provider';

/** The provider for these settings: FCM with credentials, else the developer inbox; in production nothing is caught. */
export function makePushProvider(
  { push, isProduction }: Pick<Config, 'push' | 'isProduction'>,
  inbox: MessageCatcher,
): PushProvider {
  if (push.fcm) {
    return makeFcmPush(push.fcm);
  }
  return isProduction ? noPush : makeLocalPush(inbox);
}

/** A push that comes days late is worth nothing: without a carrier there is none, and nothing waits for one. */
const noPush: PushProvider = { name: 'none', send: () => Promise.resolve({ deadTokens: [], missed: [] }) };
