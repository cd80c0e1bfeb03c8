import type { Response } from 'express';
import type { UnsubscribeService } from '../services/unsubscribe.service';
import type { OpenReq } from '../utils/input';
import type * as schema from '../validators/unsubscribe.validator';
import { unsubscribePage, type UnsubscribePage } from './unsubscribe.page';

export interface UnsubscribeControllerDeps {
  readonly unsubscribing: Pick<UnsubscribeService, 'kindOf' | 'apply'>;
}

/** The page behind the link of a mail that switches its kind off. */
export const makeUnsubscribeController = ({ unsubscribing }: UnsubscribeControllerDeps) => ({
  /** Only asks: mail programs open links to look at them. */
  show(req: OpenReq<typeof schema.showUnsubscribe>, res: Response): void {
    const { token, lang = req.locale } = req.input.query;
    const kind = unsubscribing.kindOf(token);
    send(res, { locale: lang, token, ...(kind ? { state: 'ask', kind } : { state: 'invalid' }) });
  },

  async apply(req: OpenReq<typeof schema.unsubscribe>, res: Response): Promise<void> {
    const { token, lang = req.locale } = req.input.query;
    const kind = await unsubscribing.apply(token);
    send(res, { locale: lang, token, ...(kind ? { state: 'done', kind } : { state: 'invalid' }) });
  },
});

const GONE = 410;

const send = (res: Response, page: UnsubscribePage): void => {
  res
    .status(page.state === 'invalid' ? GONE : 200)
    .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
    .type('html')
    .send(unsubscribePage(page));
};
