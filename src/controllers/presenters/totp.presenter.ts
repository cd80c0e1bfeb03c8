import type { TotpSetup } from '../../services/totp.service';

/** What the authenticator app needs. */
export const presentSetup = ({ secret, uri }: TotpSetup): Record<string, unknown> => ({ secret, uri });

/** The recovery codes, shown once. */
export const presentCodes = (recoveryCodes: readonly string[]): Record<string, unknown> => ({
  recoveryCodes,
});
