import type { Id } from '../../../utils/ids';
import type { EventMap } from '../events';
import type { Handler } from '../on';
import { on, type HandlerDeps } from './handler';

/** Tells the app of a wallet's owner live what moved there. */
export const walletUpdate = <E extends keyof EventMap & string>(
  event: E,
  to: (data: EventMap[E]) => Id,
  payload: (data: EventMap[E]) => Readonly<Record<string, unknown>>,
): Handler<E, EventMap[E], HandlerDeps> =>
  on(event, 'wallet-update', async ({ data, deliveryId }, { realtime }) => {
    const userId = to(data);
    await realtime.notify({
      userId,
      name: 'wallet_update',
      payload: payload(data),
      dedupeKey: `${deliveryId}:${userId}`,
    });
  });
