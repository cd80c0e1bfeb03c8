import type { Response } from 'express';
import type { DeviceService } from '../services/device.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/device.validator';
import { presentDevice } from './presenters/device.presenter';

export interface DeviceControllerDeps {
  readonly devices: DeviceService;
}

/** The devices that take one's pushes. */
export const makeDeviceController = ({ devices }: DeviceControllerDeps) => ({
  async registerDevice(req: Req<typeof schema.registerDevice>, res: Response): Promise<void> {
    const device = await devices.register(req.actor, req.input.body);
    created(res, presentDevice(device), { message: t(req.locale, 'message.deviceRegistered') });
  },

  async removeDevice(req: Req<typeof schema.removeDevice>, res: Response): Promise<void> {
    await devices.remove(req.actor, req.input.params.token);
    ok(res, { removed: true }, { message: t(req.locale, 'message.deviceRemoved') });
  },
});
