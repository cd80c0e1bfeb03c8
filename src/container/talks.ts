import { makeOpenConversation } from '../services/acts/open-conversation';
import { makeSendMessage } from '../services/acts/send-message';
import { makeConversationService } from '../services/conversation.service';
import { messageReader } from '../services/conversations/quoting';
import { makeTellMessage } from '../services/conversations/telling';
import type { ChannelServices } from './channels';
import type { Core } from './core';
import type { People } from './people';

/** What the two sides of a job write to each other. */
export type Talks = ReturnType<typeof makeTalks>;

/** Makes conversations and their messages. */
export const makeTalks = (deps: Core & ChannelServices & People) => ({
  conversations: makeConversationService(deps),
  openConversation: makeOpenConversation(deps),
  sendMessage: makeSendMessage(deps),
  tellMessage: makeTellMessage(deps),
  messageReader,
});
