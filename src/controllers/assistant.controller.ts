import type { Response } from 'express';
import type { AssistantService } from '../services/assistant.service';
import type { OpenReq } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/assistant.validator';
import { presentFaqAnswer } from './presenters/assistant.presenter';

export interface AssistantControllerDeps {
  readonly assistant: AssistantService;
}

/** What answers by itself. */
export const makeAssistantController = ({ assistant }: AssistantControllerDeps) => ({
  async ask(req: OpenReq<typeof schema.ask>, res: Response): Promise<void> {
    ok(res, presentFaqAnswer(await assistant.ask(req.input.body.question)));
  },
});
