import type { Response } from 'express';
import type { InboxService } from '../services/inbox.service';
import type { OpenReq } from '../utils/input';
import { ok } from '../utils/respond';
import type * as schema from '../validators/inbox.validator';
import { inboxPage } from './inbox.page';
import { presentDevMessage } from './presenters/inbox.presenter';

export interface InboxDeps {
  readonly inbox: InboxService;
}

/** The developer inbox: a page for people, JSON for programs. */
export const makeInboxController = ({ inbox }: InboxDeps) => ({
  async read(req: OpenReq<typeof schema.readInbox>, res: Response): Promise<void> {
    const { query } = req.input;
    const messages = (await inbox.list(query)).map(presentDevMessage);
    res.vary('Accept').set('Cache-Control', 'no-store');
    if (req.accepts(['html', 'json']) === 'html') {
      res.type('html').send(inboxPage(messages, query));
    } else {
      ok(res, messages);
    }
  },
});
