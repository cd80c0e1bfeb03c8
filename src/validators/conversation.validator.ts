import { FILE_BYTES } from '../utils/fileLimits';
import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { MESSAGE_FILES, MESSAGE_LETTERS } from '../utils/talkWords';
import { isoDate, objectId, pagedQuery, text } from './common.validator';
import { Joi } from './joi';
import { personAnswer } from './person.validator';
import { jobCardAnswer } from './quote.validator';

const params = Joi.object<{ id: string }, true>({ id: objectId().required() });

export interface OpenConversationBody {
  jobId?: string;
  participantId?: string;
}

const participant = () => objectId().empty(['', null]);

export const openConversation = input({
  body: Joi.object<OpenConversationBody, true>({
    jobId: objectId()
      .empty(['', null])
      .description('Absent: the job that the two have spoken of last, else the latest that joins them.'),
    participantId: participant().description('Absent: the other side of the job. Also as `craftsmanId`.'),
  })
    .rename('craftsmanId', 'participantId', { ignoreUndefined: true, override: true })
    .or('jobId', 'participantId')
    .example({ jobId: '665f1c2ab8a1f0d4c3e2b1a0' }),
});

export interface ListConversationsQuery extends PageRequest {
  unreadOnly: boolean;
}

export const listConversations = input({
  query: pagedQuery<ListConversationsQuery>({ unreadOnly: Joi.boolean().default(false).example(false) }),
});

export const oneConversation = input({ params });

export interface ListMessagesQuery extends PageRequest {
  search?: string;
}

export const listMessages = input({
  params,
  query: pagedQuery<ListMessagesQuery>({
    search: text(1, 200)
      .empty('')
      .description('Words that the messages must have, in any language.')
      .example('pipe'),
  }),
});

export interface SendMessageBody {
  content?: string;
  attachments?: string[];
}

/** Files come as such or as ids of uploads; either of the two or some text is needed. */
export const sendMessage = input({
  params,
  body: Joi.object<SendMessageBody, true>({
    content: text(1, MESSAGE_LETTERS).empty(['', null]).example('I can come tomorrow at ten.'),
    attachments: Joi.array()
      .items(Joi.string().max(500))
      .max(MESSAGE_FILES)
      .description('Ids of uploads with the purpose `message`.')
      .example(['665f1c2ab8a1f0d4c3e2b1a0']),
  }),
  files: [{ name: 'attachments', maxCount: MESSAGE_FILES }],
});

export interface ReadBody {
  messageId?: string;
}

export const readConversation = input({
  params,
  body: Joi.object<ReadBody, true>({
    messageId: objectId().empty(['', null]).description('The last one that was read; absent: all.'),
  }).example({}),
});

const count = () => Joi.number().integer().min(0).example(3);

export const attachmentAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  url: Joi.string()
    .example('/media/messages/3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg?expires=1790000000&signature=x')
    .description('Good for five minutes.'),
  kind: Joi.string().valid('image', 'file'),
  contentType: Joi.string().valid('image/jpeg', 'image/webp', 'application/pdf'),
  sizeBytes: Joi.number()
    .integer()
    .max(4 * FILE_BYTES)
    .example(183_204),
  width: Joi.number().integer().allow(null).example(2_048),
  height: Joi.number().integer().allow(null).example(1_536),
}).meta({ component: 'Attachment' });

export const messageAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  conversationId: objectId(),
  number: count().description('1, 2, 3 … in its conversation.'),
  sender: personAnswer,
  isMine: Joi.boolean(),
  content: Joi.string().allow('').example('I can come tomorrow at ten.'),
  isRemoved: Joi.boolean().description('Staff has taken it away: `content` is a notice.'),
  attachments: Joi.array().items(attachmentAnswer),
  hiddenContacts: count()
    .description('How many contact details were taken out before it was stored.')
    .example(0),
  isRead: Joi.boolean().description('By the one to whom it was sent.'),
  createdAt: isoDate(),
}).meta({ component: 'Message' });

const lastAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  content: Joi.string().allow('').description('The beginning of the text.'),
  isRemoved: Joi.boolean(),
  attachments: count().description('How many files.'),
  isMine: Joi.boolean(),
  createdAt: isoDate(),
});

export const conversationAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  job: jobCardAnswer.allow(null),
  side: Joi.string().valid('client', 'craftsman').description('Which of the two the reader is.'),
  participant: personAnswer.description('The other one.'),
  lastMessage: lastAnswer.allow(null),
  messageCount: count(),
  unreadCount: count(),
  readUpTo: count().description('The number up to which the reader has read.'),
  participantReadUpTo: count(),
  participantReadAt: isoDate().allow(null),
  canWrite: Joi.boolean(),
  hidesContacts: Joi.boolean().description(
    'Phones, e-mails, links and accounts are taken out until the hire is firm.',
  ),
  createdAt: isoDate(),
  updatedAt: isoDate(),
}).meta({ component: 'Conversation' });

export const readAnswer = Joi.object({
  conversation: conversationAnswer,
  unreadCount: count().description('Of all one’s conversations.'),
});

export const summaryAnswer = Joi.object({
  conversationId: objectId(),
  generatedBy: Joi.string().valid('extract').description('`extract`: sentences as they were written.'),
  language: Joi.string().valid('en', 'ar'),
  summary: Joi.string().example('3 messages between Mona Hassan and Karim Hassan, …'),
  points: Joi.array().items(
    Joi.object({ messageId: objectId(), sender: personAnswer, content: Joi.string(), createdAt: isoDate() }),
  ),
  messageCount: count(),
  readMessages: count().description('How many of the latest were read for it.'),
}).meta({ component: 'ConversationSummary' });
