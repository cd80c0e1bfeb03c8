import type { Id } from '../../../utils/ids';

/** Who does not want to meet whom; the other one never hears of it. */
export interface BlockEvents {
  'user.blocked': { userId: Id; by: Id };
  'user.unblocked': { userId: Id; by: Id };
}
