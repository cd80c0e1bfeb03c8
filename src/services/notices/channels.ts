import type { NotificationService } from '../notification.service';
import type { Channels } from './channel';
import { makeInAppChannel } from './inApp';
import { makeMailChannel, type MailChannelDeps } from './mail';
import { makePushChannel, type PushChannelDeps } from './push';

export interface ChannelDeps extends MailChannelDeps, PushChannelDeps {
  readonly notifications: Pick<NotificationService, 'deliver'>;
}

/** Makes every way that notices go. */
export const makeChannels = (deps: ChannelDeps): Channels => ({
  'in-app': makeInAppChannel(deps.notifications),
  push: makePushChannel(deps),
  mail: makeMailChannel(deps),
});
