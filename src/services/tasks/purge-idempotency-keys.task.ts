import type { IdempotencyService } from '../idempotency.service';
import type { Task } from './task';

/** Forgets the answers to requests with an Idempotency-Key after a day. */
export const makePurgeIdempotencyKeysTask = ({
  idempotency,
}: {
  readonly idempotency: Pick<IdempotencyService, 'purge'>;
}): Task => ({
  name: 'purge-idempotency-keys',
  every: '17 * * * *',
  leaseMs: 60_000,
  run: async ({ logger }) => {
    const deleted = await idempotency.purge();
    logger.info('idempotency keys purged', { deleted });
  },
});
