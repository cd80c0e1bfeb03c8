import { aSession, type MadeUser } from '../factories/user';
import type { TestApp } from './app';
import { accessTokenOf, clientWith, type SignedClient } from './as';

/** The same user, signed in anew: after the clock was moved further than tokens live. */
export async function again(app: TestApp, { user, id }: MadeUser): Promise<SignedClient> {
  const session = await aSession(app, { userId: user._id });
  return clientWith(app, accessTokenOf(app, { userId: id, sessionId: session._id.toHexString() }));
}
