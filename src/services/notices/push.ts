import { t } from '../../utils/i18n';
import type { Clock } from '../../utils/clock';
import type { Id } from '../../utils/ids';
import type { DeviceService } from '../device.service';
import { later } from '../outbox/on';
import type { PushProvider } from '../providers/push/provider';
import type { Channel, NoticeName, Outgoing } from './channel';
import { isWanted, orWhenAsked, quietEndOf } from './wishes';

export interface PushChannelDeps {
  readonly clock: Clock;
  readonly push: PushProvider;
  /** Whether an app of his is connected now. */
  readonly isConnected: (userId: Id) => boolean | Promise<boolean>;
  readonly devices: Pick<DeviceService, 'tokensOf' | 'forgetDead'>;
  /** Where people live: quiet hours are in this time. */
  readonly timeZone: () => Promise<string>;
}

/** Makes the way to the lock screen: as the receiver prefers and outside his quiet hours, except for security notices. */
export function makePushChannel(deps: PushChannelDeps): Channel {
  return async (notice) => {
    const { name } = notice;
    if (name === undefined || !isWanted(notice, 'push')) {
      return undefined;
    }
    if (notice.isLive === true && (await deps.isConnected(notice.receiver.id))) {
      return undefined;
    }
    const quietEnd = quietEndOf(notice, deps.clock.now(), await deps.timeZone());
    if (quietEnd) {
      return later(quietEnd);
    }
    const tokens = await deps.devices.tokensOf(notice.receiver.id);
    return tokens.length > 0 ? orWhenAsked(send({ ...notice, name }, tokens, deps), deps.clock) : undefined;
  };
}

async function send(
  notice: Outgoing & { readonly name: NoticeName },
  tokens: readonly string[],
  { push, devices }: PushChannelDeps,
): Promise<void> {
  const { receiver, name, type, params, data, dedupeKey, signal } = notice;
  const { deadTokens } = await push.send({
    tokens,
    title: t(receiver.locale, `notice.${name}.title`, params),
    body: t(receiver.locale, `notice.${name}.body`, params),
    data: asText({ ...data, type, name }),
    idempotencyKey: dedupeKey,
    signal,
  });
  await devices.forgetDead(deadTokens);
}

/** Push services carry text only; what is not said is left out. */
const asText = (data: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
