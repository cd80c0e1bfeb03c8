import { newId } from '../../src/utils/ids';
import type { Role, UserActor } from '../../src/utils/types/actor';

/** A signed-in user of this role. */
export const userWith = (role: Role): UserActor => ({
  kind: 'user',
  id: newId().toHexString(),
  role,
  roles: [role],
  locale: 'en',
  sessionId: newId().toHexString(),
  scope: 'full',
});
