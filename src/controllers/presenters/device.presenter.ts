import type { PushDevice } from '../../models/device.model';
import { idOf } from '../../utils/ids';

/** A device as its owner sees it; the token stays here. */
export const presentDevice = (device: PushDevice): Record<string, unknown> => ({
  id: idOf(device),
  _id: idOf(device),
  platform: device.platform,
  createdAt: device.createdAt,
  seenAt: device.seenAt,
});
