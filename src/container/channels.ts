import { localeOf } from '../middleware/requestContext';
import { findListener } from '../services/conversations/listener';
import { makeDeviceService } from '../services/device.service';
import { makeInboxService } from '../services/inbox.service';
import { makeChannels } from '../services/notices/channels';
import { makeNotificationService } from '../services/notification.service';
import { makeMailProvider } from '../services/providers/mail';
import { makeMailer } from '../services/providers/mail/mailer';
import { makePushProvider } from '../services/providers/push';
import { makeEventLog } from '../services/realtime/eventLog';
import { makeGateway } from '../services/realtime/gateway';
import { makeRealtime } from '../services/realtime/realtime';
import { makeUnsubscribeService } from '../services/unsubscribe.service';
import { makeTokenCheck } from '../utils/tokenCheck';
import { publicUrlOf, type ContainerOptions, type Core } from './core';
import type { Identity } from './identity';

/** How people hear of what happens. */
export type ChannelServices = ReturnType<typeof makeChannelServices>;

type ChannelOptions = Pick<ContainerOptions, 'socketFigures' | 'push'>;

/** Makes sockets, notifications and the providers of messages. */
export function makeChannelServices(core: Core & Identity, options: ChannelOptions = {}) {
  const { socketFigures } = options;
  const { config, logger, clock, keys, outbox, peers, settings, tokens, sessions, oneTimeTokens } = core;
  const eventLog = makeEventLog({ clock });
  const gateway = makeGateway({
    clock,
    logger,
    eventLog,
    peers,
    findListener,
    localeOf,
    corsOrigins: config.http.corsOrigins,
    figures: { perAddress: config.http.socketsPerAddress, ...socketFigures },
    checkToken: makeTokenCheck({ tokens, clock, findActor: sessions.findActor }),
  });
  const realtime = makeRealtime({ eventLog, deliver: gateway.deliver });
  const inbox = makeInboxService({ clock });
  const notifications = makeNotificationService({ clock, outbox, realtime });
  const devices = makeDeviceService({ clock, outbox });
  const unsubscribing = makeUnsubscribeService({
    clock,
    outbox,
    linkKey: keys.linkSigning,
    publicUrl: publicUrlOf(config),
  });
  const mailer = makeMailer(makeMailProvider(config, inbox));
  const notices = makeChannels({
    clock,
    notifications,
    devices,
    push: options.push ?? makePushProvider(config, inbox),
    mailer,
    isConnected: gateway.isConnected,
    links: oneTimeTokens,
    unsubscribing,
    timeZone: () => settings.get('market.timeZone'),
    appUrl: publicUrlOf(config),
  });
  return { eventLog, gateway, realtime, inbox, devices, mailer, notifications, notices, unsubscribing };
}
