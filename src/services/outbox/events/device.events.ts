import type { DevicePlatform } from '../../../models/device.model';
import type { Id } from '../../../utils/ids';

interface DeviceFact {
  userId: Id;
  deviceId: Id;
  platform: DevicePlatform;
}

/** Where people get their pushes; tokens stand nowhere. */
export interface DeviceEvents {
  /** A device that was not this user's before. */
  'device.registered': DeviceFact;
  'device.removed': DeviceFact;
}
