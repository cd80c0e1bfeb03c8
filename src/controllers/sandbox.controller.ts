import type { Response } from 'express';
import type { SandboxService } from '../services/sandbox.service';
import type { OpenReq } from '../utils/input';
import type * as schema from '../validators/sandbox.validator';
import { presentPayPage, type ShownPayPage } from './presenters/sandbox.presenter';
import { payPage } from './sandbox.page';

export interface SandboxDeps {
  readonly sandbox: Pick<SandboxService, 'getPage' | 'takeStep'>;
}

/** The pay page of the sandbox gateway. */
export const makeSandboxController = ({ sandbox }: SandboxDeps) => ({
  async show(req: OpenReq<typeof schema.showPayPage>, res: Response): Promise<void> {
    const { params, query } = req.input;
    send(res, presentPayPage(await sandbox.getPage(params.chargeId, query.lang)));
  },

  async takeStep(req: OpenReq<typeof schema.takePayStep>, res: Response): Promise<void> {
    const { params, query, body } = req.input;
    const { action, card, delaySeconds, copies } = body;
    const step = action === 'pay' ? { action, card, delivery: { delaySeconds, copies } } : { action };
    send(res, presentPayPage(await sandbox.takeStep(params.chargeId, step, query.lang)));
  },
});

const send = (res: Response, page: ShownPayPage): void => {
  res.set('Cache-Control', 'no-store').type('html').send(payPage(page));
};
