import type { Ban, User } from '../../models/user.model';
import { presentAddress } from '../../utils/address';
import type { GeoPoint } from '../../utils/geo';
import { presentCraftsmanInfo, type CraftLook } from './craftsman.presenter';
import { presentPreferences } from './preference.presenter';
import type { WalletBalance } from '../../services/wallet.service';
import { presentOwnAccount } from './user.presenter';
import { presentWallet } from './wallet.presenter';

/** One's own account in full. */
export function presentProfile(
  user: User,
  { now, wallet, ...look }: CraftLook & { readonly now: Date; readonly wallet: WalletBalance },
): Record<string, unknown> {
  const ban = user.ban && isRunning(user.ban, now) ? presentBan(user.ban) : null;
  return {
    ...presentOwnAccount(user),
    activeRole: user.role ?? null,
    address: user.address ? presentAddress(user.address) : null,
    location: user.location ? presentPoint(user.location) : null,
    isBanned: ban !== null,
    ban,
    preferences: presentPreferences(user),
    craftsmanInfo: presentCraftsmanInfo(user, look),
    wallet: presentWallet(wallet),
  };
}

const isRunning = ({ until }: Ban, now: Date): boolean => until === undefined || until > now;

/** Who pronounced it stays with staff. */
const presentBan = ({ level, reason, at, until }: Ban) => ({ level, reason, at, until: until ?? null });

const presentPoint = ({ type, coordinates: [longitude, latitude] }: GeoPoint) => ({
  type,
  coordinates: [longitude, latitude],
});
