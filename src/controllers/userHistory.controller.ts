import type { Response } from 'express';
import type { UserHistoryService } from '../services/userHistory.service';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list } from '../utils/respond';
import type * as schema from '../validators/userHistory.validator';
import { presentHistoryLine, presentHistorySums } from './presenters/userHistory.presenter';

export interface UserHistoryControllerDeps {
  readonly userHistories: UserHistoryService;
}

/** What became of a user, for staff. */
export const makeUserHistoryController = ({ userHistories }: UserHistoryControllerDeps) => ({
  async show(req: Req<typeof schema.showHistory>, res: Response): Promise<void> {
    const { params, query } = req.input;
    const history = await userHistories.of(req.actor, params.id, query);
    list(res, mapPage(history.page, presentHistoryLine), presentHistorySums(history));
  },
});
