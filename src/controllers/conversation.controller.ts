import type { Response } from 'express';
import type { OpenConversation } from '../services/acts/open-conversation';
import type { SendMessage } from '../services/acts/send-message';
import type { ConversationService } from '../services/conversation.service';
import { t } from '../utils/i18n';
import type { Req } from '../utils/input';
import { mapPage } from '../utils/page';
import { created, list, ok } from '../utils/respond';
import type { Locale } from '../utils/types/actor';
import type * as schema from '../validators/conversation.validator';
import { presentConversation, presentMessage, presentSummary } from './presenters/conversation.presenter';

export interface ConversationControllerDeps {
  readonly conversations: ConversationService;
  readonly openConversation: OpenConversation;
  readonly sendMessage: SendMessage;
}

/** What the two sides of a job write to each other. */
export const makeConversationController = ({
  conversations,
  openConversation,
  sendMessage,
}: ConversationControllerDeps) => ({
  async open(req: Req<typeof schema.openConversation>, res: Response): Promise<void> {
    const id = await openConversation(req.actor, req.input.body);
    const seen = await conversations.get(req.actor, id);
    created(res, presentConversation(seen, req.locale), {
      message: t(req.locale, 'message.conversationOpened'),
    });
  },

  async list(req: Req<typeof schema.listConversations>, res: Response): Promise<void> {
    const { unreadOnly, ...request } = req.input.query;
    const { page, unreadCount } = await conversations.list(req.actor, { unreadOnly, request });
    const items = mapPage(page, (seen) => presentConversation(seen, req.locale));
    list(res, items, { unreadCount });
  },

  async get(req: Req<typeof schema.oneConversation>, res: Response): Promise<void> {
    ok(res, presentConversation(await conversations.get(req.actor, req.input.params.id), req.locale));
  },

  async listMessages(req: Req<typeof schema.listMessages>, res: Response): Promise<void> {
    const { search, ...request } = req.input.query;
    const page = await conversations.listMessages(req.actor, req.input.params.id, { search, request });
    list(
      res,
      mapPage(page, (seen) => presentMessage(seen, req.locale)),
    );
  },

  async send(req: Req<typeof schema.sendMessage>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const sent = await sendMessage(req.actor, params.id, { ...body, files: req.uploads });
    const message = sentText(req.locale, sent.message.hiddenContacts);
    created(res, presentMessage(conversations.present(req.actor, sent), req.locale), { message });
  },

  async markRead(req: Req<typeof schema.readConversation>, res: Response): Promise<void> {
    const { params, body } = req.input;
    const seen = await conversations.markRead(req.actor, { conversationId: params.id, ...body });
    const unreadCount = await conversations.countUnread(req.actor);
    const message = t(req.locale, 'message.conversationRead');
    ok(res, { conversation: presentConversation(seen, req.locale), unreadCount }, { message });
  },

  async summarise(req: Req<typeof schema.oneConversation>, res: Response): Promise<void> {
    const { locale } = req;
    ok(
      res,
      presentSummary(
        await conversations.summarise(req.actor, { conversationId: req.input.params.id, locale }),
      ),
    );
  },
});

/** Whoever has told a phone or an address learns that it did not arrive, and when it may. */
const sentText = (locale: Locale, hidden: number): string =>
  hidden > 0 ? t(locale, 'message.contactsHidden', { count: hidden }) : t(locale, 'message.messageSent');
