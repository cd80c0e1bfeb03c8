import { AppError } from '../../utils/errors';
import { newUuid } from '../../utils/ids';
import { apiSurface } from '../../utils/surfaces/api.surface';
import type { Locale } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';

/** What Socket.IO hands to the client's `connect_error`: a message, and the error envelope of HTTP as `data`. */
export interface Refusal extends Error {
  readonly data: unknown;
}

export interface RefusalDeps {
  readonly logger: Logger;
  readonly localeOf: (acceptLanguage: string | undefined) => Locale;
}

/** Makes what a refused client is told; a fault of ours is logged whole and told as "not ready". */
export const makeRefusal =
  ({ logger, localeOf }: RefusalDeps) =>
  (error: unknown, acceptLanguage: string | undefined): Refusal => {
    const requestId = newUuid();
    if (!(error instanceof AppError)) {
      logger.error('socket handshake failed', { requestId, error });
    }
    const known = error instanceof AppError ? error : new AppError('server.unavailable', { cause: error });
    const data = apiSurface.failure(known, { locale: localeOf(acceptLanguage), requestId });
    return Object.assign(new Error(known.code), { data });
  };
