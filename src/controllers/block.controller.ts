import type { Response } from 'express';
import type { BlockService } from '../services/block.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { created, ok } from '../utils/respond';
import type * as schema from '../validators/block.validator';
import { presentBlock } from './presenters/block.presenter';

export interface BlockControllerDeps {
  readonly blocks: BlockService;
}

/** Whom one does not want to meet. */
export const makeBlockController = ({ blocks }: BlockControllerDeps) => ({
  async block(req: Req<typeof schema.oneUser>, res: Response): Promise<void> {
    const { userId } = req.input.params;
    await blocks.block(req.actor, userId);
    created(res, presentBlock(userId, true), { message: t(req.locale, 'message.userBlocked') });
  },

  async unblock(req: Req<typeof schema.oneUser>, res: Response): Promise<void> {
    const { userId } = req.input.params;
    await blocks.unblock(req.actor, userId);
    ok(res, presentBlock(userId, false), { message: t(req.locale, 'message.userUnblocked') });
  },
});
