import { t } from '../../utils/i18n';
import type { Id } from '../../utils/ids';
import type { DeviceService } from '../device.service';
import { later } from '../outbox/on';
import type { Channel, NoticeName, Outgoing } from './channel';
import { linkOf } from './deepLink';
import { makeAdvanceLine, type PushLineDeps } from './pushLine';
import { join } from './pushRows';
import { isWanted, quietEndOf } from './wishes';

export interface PushChannelDeps extends PushLineDeps {
  readonly devices: Pick<DeviceService, 'tokensOf' | 'forgetDead'>;
  /** Whether an app of his is connected now. */
  readonly isConnected: (userId: Id) => boolean | Promise<boolean>;
  /** Where the pages of the app are. */
  readonly appUrl: string;
}

/** Makes the way to the lock screen: as the receiver prefers and outside his quiet hours, except for security notices. */
export function makePushChannel(deps: PushChannelDeps): Channel {
  const advance = makeAdvanceLine(deps);
  return async (notice) => {
    const { name, receiver, dedupeKey, signal } = notice;
    if (name === undefined || !isWanted(notice, 'push') || (await isSeen(notice, deps))) {
      return undefined;
    }
    const tokens = await deps.devices.tokensOf(receiver.id);
    if (tokens.length === 0) {
      return undefined;
    }
    await stepIn({ ...notice, name }, deps);
    const until = await advance({ receiver, dedupeKey, tokens, signal });
    return until && later(until);
  };
}

const isSeen = async ({ isLive, receiver }: Outgoing, { isConnected }: PushChannelDeps): Promise<boolean> =>
  isLive === true && (await isConnected(receiver.id));

/** In the receiver's language and words of this moment. */
async function stepIn(
  notice: Outgoing & { readonly name: NoticeName },
  { clock, timeZone, appUrl }: PushChannelDeps,
): Promise<void> {
  const { receiver, name, type, params, data, dedupeKey, at } = notice;
  await join({
    userId: receiver.id,
    dedupeKey,
    at,
    type,
    title: t(receiver.locale, `notice.${name}.title`, params),
    body: t(receiver.locale, `notice.${name}.body`, params),
    data: asText({ ...data, type, name, link: linkOf(appUrl, data) }),
    isQuiet: quietEndOf(notice, clock.now(), await timeZone()) !== undefined,
  });
}

/** Push services carry text only; what is not said is left out. */
const asText = (data: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
