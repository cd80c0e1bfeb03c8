import type { Response } from 'express';
import type { WebhookService } from '../services/webhook.service';
import { t } from '../utils/i18n';
import type { OpenReq, Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { list, ok } from '../utils/respond';
import type * as schema from '../validators/webhook.validator';
import { presentWebhook } from './presenters/webhook.presenter';

export interface WebhookControllerDeps {
  readonly webhooks: WebhookService;
}

const NOTHING = Buffer.alloc(0);

/** What providers tell us, and what staff does with it. */
export const makeWebhookController = ({ webhooks }: WebhookControllerDeps) => ({
  async receive(req: OpenReq<typeof schema.anyWebhook>, res: Response): Promise<void> {
    const { headers, rawBody: raw = NOTHING } = req;
    ok(res, { received: await webhooks.receive({ raw, headers }) });
  },

  async receiveFrom(req: OpenReq<typeof schema.providersWebhook>, res: Response): Promise<void> {
    const { headers, rawBody: raw = NOTHING } = req;
    const { provider } = req.input.params;
    ok(res, { received: await webhooks.receive({ provider, raw, headers }) });
  },

  async listWebhooks(req: Req<typeof schema.listWebhooks>, res: Response): Promise<void> {
    const { status, provider, ...request } = req.input.query;
    list(res, mapPage(await webhooks.list({ status, provider }, request), presentWebhook));
  },

  async resolve(req: Req<typeof schema.resolveWebhook>, res: Response): Promise<void> {
    const receipt = await webhooks.resolve(req.actor, req.input.params.id, req.input.body);
    ok(res, presentWebhook(receipt), { message: t(req.locale, 'message.webhookResolved') });
  },

  async replay(req: Req<typeof schema.oneWebhook>, res: Response): Promise<void> {
    const receipt = await webhooks.replay(req.actor, req.input.params.id);
    ok(res, presentWebhook(receipt), { message: t(req.locale, 'message.webhookReplayed') });
  },
});
