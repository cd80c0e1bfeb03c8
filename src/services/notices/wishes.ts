import { after, seconds, type Clock } from '../../utils/clock';
import { UpstreamError } from '../../utils/errors';
import { later, type Later } from '../outbox/on';
import type { Outgoing } from './channel';
import { quietUntil } from './quietHours';

/** What the ways out of the app share: preferences, quiet hours, patience with providers. */

/** Security notices go whatever the receiver prefers. */
export const isSecurity = ({ type }: Pick<Outgoing, 'type'>): boolean => type === 'security';

/** Whether the receiver wants to be told by this way. */
export const isWanted = (notice: Outgoing, way: 'email' | 'push'): boolean =>
  isSecurity(notice) || notice.receiver.preferences?.channels?.[way] !== false;

/** When the receiver's quiet hours end; undefined when he may be disturbed now. */
export function quietEndOf(notice: Outgoing, now: Date, timeZone: string): Date | undefined {
  const hours = notice.receiver.preferences?.quietHours;
  return isSecurity(notice) || !hours ? undefined : quietUntil(now, hours, timeZone);
}

/** A provider that asks for patience gets it: that is no failure of the delivery. */
export async function orWhenAsked(sending: Promise<unknown>, clock: Clock): Promise<Later | undefined> {
  try {
    await sending;
    return undefined;
  } catch (error) {
    if (error instanceof UpstreamError && error.retryAfterSeconds !== undefined) {
      return later(after(clock.now(), seconds(error.retryAfterSeconds)));
    }
    throw error;
  }
}
