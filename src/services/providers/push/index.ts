import type { Config } from '../../../config';
import type { MessageCatcher } from '../mail/provider';
import { makeLocalPush } from './local';
import type { PushProvider } from './provider';

/** The provider for these settings: the developer inbox; in production nothing is caught. */
export const makePushProvider = (
  { isProduction }: Pick<Config, 'isProduction'>,
  inbox: MessageCatcher,
): PushProvider => (isProduction ? noPush : makeLocalPush(inbox));

/** A push that comes days late is worth nothing: without a carrier there is none, and nothing waits for one. */
const noPush: PushProvider = { name: 'none', send: () => Promise.resolve({ deadTokens: [] }) };
