import type { Response } from 'express';
import type { ZzProbeService } from '../services/zzProbe.service';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/zzProbe.validator';
import { presentZzProbe } from './presenters/zzProbe.presenter';

export interface ZzProbeDeps {
  readonly zzProbes: ZzProbeService;
}

/** Translates requests about one resource: zz probe. */
export const makeZzProbeController = ({ zzProbes }: ZzProbeDeps) => ({
  async create(req: Req<typeof schema.createZzProbe>, res: Response): Promise<void> {
    const zzProbe = await zzProbes.create(req.actor, req.input.body);
    created(res, presentZzProbe(zzProbe, req.actor));
  },

  async get(req: Req<typeof schema.getZzProbe>, res: Response): Promise<void> {
    const zzProbe = await zzProbes.get(req.actor, req.input.params.id);
    ok(res, presentZzProbe(zzProbe, req.actor));
  },
});
