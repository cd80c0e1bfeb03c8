import { RateLimitModel } from '../../models/rateLimit.model';
import type { Clock } from '../../utils/clock';

/** Deletes the counts of windows that have ended and tells how many. */
export async function purgeRateLimits({ clock }: { readonly clock: Clock }): Promise<number> {
  const { deletedCount } = await RateLimitModel.deleteMany({ endsAt: { $lte: clock.now() } });
  return deletedCount;
}
