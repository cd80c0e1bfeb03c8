import { on } from './handler';
import { logActivity } from './log-activity';

const user = (id: string): { type: 'user'; id: string } => ({ type: 'user', id });

export const deviceRegisteredActivity = logActivity(
  'device.registered',
  ({ userId, deviceId, platform }) => ({
    action: 'device.registered',
    target: user(userId),
    after: { deviceId, platform },
  }),
);

export const deviceRemovedActivity = logActivity('device.removed', ({ userId, deviceId, platform }) => ({
  action: 'device.removed',
  target: user(userId),
  before: { deviceId, platform },
}));

/** Who has signed out gets nothing more on that device. */
export const forgetDevicesOfSessions = on(
  'session.ended',
  'forget-devices',
  ({ data: { sessionIds, reason } }, { devices }) => devices.forgetSessions(sessionIds, reason),
);
