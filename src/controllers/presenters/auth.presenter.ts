import type { Session } from '../../models/session.model';
import type { SignedIn } from '../../services/auth.service';
import { idOf } from '../../utils/ids';
import { presentOwnAccount } from './user.presenter';

/** The answer to a login: the tokens and whose they are. */
export const presentSignedIn = ({ token, refreshToken, user }: SignedIn): Record<string, unknown> => ({
  token,
  refreshToken,
  user: presentOwnAccount(user),
});

/** A device that the reader is signed in on; `currentId` is the session that asks. */
export const presentSession = (session: Session, currentId: string): Record<string, unknown> => ({
  id: idOf(session),
  _id: idOf(session),
  device: session.device.name,
  userAgent: session.device.userAgent ?? null,
  place: session.place ?? null,
  isCurrent: idOf(session) === currentId,
  createdAt: session.createdAt,
  lastUsedAt: session.lastUsedAt,
  expiresAt: session.expiresAt,
});
