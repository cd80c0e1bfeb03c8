import type { Response } from 'express';
import type { ConfigService } from '../services/config.service';
import type { OpenReq } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/config.validator';

export interface ConfigControllerDeps {
  readonly publicConfig: ConfigService;
}

/** What an app must know before anybody signs in. */
export const makeConfigController = ({ publicConfig }: ConfigControllerDeps) => ({
  async getConfig(req: OpenReq<typeof schema.getConfig>, res: Response): Promise<void> {
    const config = await publicConfig.get(req.locale);
    res.set('Cache-Control', 'public, max-age=60').vary('Accept-Language');
    ok(res, config);
  },
});
