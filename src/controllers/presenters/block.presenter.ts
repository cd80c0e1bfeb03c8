import type { Id } from '../../utils/ids';

/** A block as the one who asked for it sees it; whether the other one did too is not told. */
export const presentBlock = (userId: Id, isBlocked: boolean): Record<string, unknown> => ({
  userId,
  isBlocked,
});
