import type { SessionEndReason } from '../../../models/session.model';
import type { Id } from '../../../utils/ids';
import type { Locale, Role } from '../../../utils/types/actor';

/** What happened to accounts and logins. Links are made from a token's id; the tokens themselves stand nowhere. */
export interface AuthEvents {
  /** The role is absent while the sign-up is not complete: by phone and by social login role and name may come later. */
  'user.registered': { userId: Id; role?: Role; locale: Locale };
  'session.started': {
    userId: Id;
    sessionId: Id;
    /** No earlier session of this user came from this device and network. */
    isNewDevice: boolean;
    device: string;
    place?: string;
  };
  'session.ended': { userId: Id; sessionIds: Id[]; reason: SessionEndReason };
  'password.changed': { userId: Id; how: 'change' | 'reset' };
  /** Somebody asked for a link; whether there is such an account is found out later, out of sight. */
  'password.forgotten': { emailKey: string };
  'password.resetRequested': { userId: Id; tokenId: Id };
  'email.verificationRequested': { userId: Id; tokenId: Id };
  'email.verified': { userId: Id };
  'email.changeRequested': { userId: Id; tokenId: Id; to: string };
  'email.changed': { userId: Id; from: string; to: string; undoTokenId: Id };
  'email.changeUndone': { userId: Id };
  'refresh.reused': { userId: Id; sessionId: Id };
  'totp.enabled': { userId: Id };
  'totp.disabled': { userId: Id };
}
