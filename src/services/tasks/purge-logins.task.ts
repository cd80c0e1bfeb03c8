import { OneTimeTokenModel } from '../../models/oneTimeToken.model';
import { OtpModel } from '../../models/otp.model';
import { RefreshTokenModel } from '../../models/refreshToken.model';
import { SessionModel } from '../../models/session.model';
import { after, days, minutes, type Clock } from '../../utils/clock';
import type { Task } from './task';

/** How long a dead login still tells a known device from a new one. */
const KEPT_MS = days(90);
/** A code is nobody's business any more once it is dead. */
const CODES_KEPT_MS = days(1);
const EPOCH = new Date(0);

/** Deletes logins, links and codes that have long been dead. */
export const makePurgeLoginsTask = ({ clock }: { readonly clock: Clock }): Task => ({
  name: 'purge-logins',
  every: '41 3 * * *',
  leaseMs: minutes(10),
  async run({ logger }) {
    const dead = { expiresAt: { $gte: EPOCH, $lt: after(clock.now(), -KEPT_MS) } };
    const sessions = (await SessionModel.deleteMany(dead)).deletedCount;
    const refreshTokens = (await RefreshTokenModel.deleteMany(dead)).deletedCount;
    const links = (await OneTimeTokenModel.deleteMany(dead)).deletedCount;
    const old = { expiresAt: { $gte: EPOCH, $lt: after(clock.now(), -CODES_KEPT_MS) } };
    const sent = (await OtpModel.deleteMany(old)).deletedCount;
    logger.info('dead logins, links and codes deleted', { sessions, refreshTokens, links, sent });
  },
});
