import { after, seconds, type Clock } from '../../utils/clock';
import { UpstreamError } from '../../utils/errors';
import { isWished, type WishedWay } from '../../utils/preferences';
import { later, type Later } from '../outbox/on';
import type { Outgoing } from './channel';
import { quietUntil } from './quietHours';
import type { Receiver } from './receiver';

/** What the ways out of the app share: preferences, quiet hours, patience with providers. */

/** Security notices go whatever the receiver prefers. */
export const isSecurity = ({ type }: Pick<Outgoing, 'type'>): boolean => type === 'security';

/** Whether somebody wants to be told of this kind by this way. */
export const wants = ({ preferences }: Receiver, type: Outgoing['type'], way: WishedWay): boolean =>
  type === 'security' || isWished(preferences, type, way);

/** Whether the receiver wants to be told by this way. */
export const isWanted = ({ receiver, type }: Outgoing, way: WishedWay): boolean => wants(receiver, type, way);

/** When somebody's quiet hours end; undefined when he may be disturbed now. */
export function quietEndFor({ preferences }: Receiver, now: Date, timeZone: string): Date | undefined {
  const hours = preferences?.quietHours;
  return hours && quietUntil(now, hours, timeZone);
}

/** The same for one notice: security comes at any hour. */
export const quietEndOf = (notice: Outgoing, now: Date, timeZone: string): Date | undefined =>
  isSecurity(notice) ? undefined : quietEndFor(notice.receiver, now, timeZone);

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
