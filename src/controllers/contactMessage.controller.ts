import type { Response } from 'express';
import type { ContactMessageService } from '../services/contactMessage.service';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/contactMessage.validator';
import { presentContactMessage, presentReceipt } from './presenters/contactMessage.presenter';

export interface ContactMessageControllerDeps {
  readonly contactMessages: ContactMessageService;
}

/** The contact form, and what staff does with what comes in by it. */
export const makeContactMessageController = ({ contactMessages }: ContactMessageControllerDeps) => ({
  async submit(req: OpenReq<typeof schema.submit>, res: Response): Promise<void> {
    const message = await contactMessages.submit(req.actor, { ...req.input.body, locale: req.locale });
    ok(res, presentReceipt(message), { message: t(req.locale, 'message.contactMessageSent') });
  },

  async list(req: Req<typeof schema.listMessages>, res: Response): Promise<void> {
    const { status, ...request } = req.input.query;
    list(res, mapPage(await contactMessages.list({ status }, request), presentContactMessage));
  },

  async resend(req: Req<typeof schema.oneMessage>, res: Response): Promise<void> {
    const message = await contactMessages.resend(req.actor, req.input.params.id);
    ok(res, presentContactMessage(message), { message: t(req.locale, 'message.contactMessageSent') });
  },

  async close(req: Req<typeof schema.oneMessage>, res: Response): Promise<void> {
    const message = await contactMessages.close(req.actor, req.input.params.id);
    ok(res, presentContactMessage(message), { message: t(req.locale, 'message.contactMessageClosed') });
  },
});
