import type { Response } from 'express';
import type { AcceptQuote } from '../services/acts/accept-quote';
import type { SubmitQuote } from '../services/acts/submit-quote';
import type { QuoteService } from '../services/quote.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type * as schema from '../validators/quote.validator';
import { presentQuote } from './presenters/quote.presenter';

export interface QuoteControllerDeps {
  readonly quotes: QuoteService;
  readonly submitQuote: SubmitQuote;
  readonly acceptQuote: AcceptQuote;
}

/** Quotes: offered, changed, answered. */
export const makeQuoteController = ({ quotes, submitQuote, acceptQuote }: QuoteControllerDeps) => ({
  async submit(req: Req<typeof schema.submitQuote>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const quote = await quotes.withCraftsman(await submitQuote(req.actor, params.jobId, body));
    created(res, presentQuote(quote), { message: t(req.locale, 'message.quoteSubmitted') });
  },

  async listOfJob(req: Req<typeof schema.listQuotes>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    list(
      res,
      mapPage(await quotes.listOfJob(req.actor, req.input.params.jobId, { status, request }), presentQuote),
    );
  },

  async listOwn(req: Req<typeof schema.listOwnQuotes>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    list(res, mapPage(await quotes.listOwn(req.actor, { status, request }), presentQuote));
  },

  async revise(req: Req<typeof schema.reviseQuote>, res: Response): Promise<void> {
    const quote = await quotes.revise(req.actor, req.input.params, req.input.body);
    ok(res, presentQuote(quote), { message: t(req.locale, 'message.quoteRevised') });
  },

  async confirm(req: Req<typeof schema.oneQuote>, res: Response): Promise<void> {
    const quote = await quotes.confirm(req.actor, req.input.params);
    ok(res, presentQuote(quote), { message: t(req.locale, 'message.quoteConfirmed') });
  },

  async withdraw(req: Req<typeof schema.endQuote>, res: Response): Promise<void> {
    const quote = await quotes.withdraw(req.actor, req.input.params, req.input.body.reason);
    ok(res, presentQuote(quote), { message: t(req.locale, 'message.quoteWithdrawn') });
  },

  async accept(req: Req<typeof schema.acceptQuote>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const hire = await acceptQuote(req.actor, { ...params, version: body.version });
    ok(res, presentQuote(hire), { message: t(req.locale, 'message.quoteAccepted') });
  },

  async decline(req: Req<typeof schema.endQuote>, res: Response): Promise<void> {
    const quote = await quotes.decline(req.actor, req.input.params, req.input.body.reason);
    ok(res, presentQuote(quote), { message: t(req.locale, 'message.quoteDeclined') });
  },
});
