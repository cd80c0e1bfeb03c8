import {
  makeConversationController,
  type ConversationControllerDeps,
} from '../controllers/conversation.controller';
import { role } from '../utils/access';
import { uploadErrors } from '../utils/errorCodes/media.codes';
import { answers, resourceRouter, route, type ResourceRouter, type RouteRuntime } from '../utils/route';
import * as schema from '../validators/conversation.validator';

type Handlers = ReturnType<typeof makeConversationController>;

const sides = { surface: 'api', access: role('client', 'craftsman') } as const;
const reads = { ...sides, limit: 'read' } as const;
const writes = { ...sides, limit: 'write' } as const;

/** `/conversations`: what the two sides of a job write to each other. */
export function makeConversationRoutes(
  container: ConversationControllerDeps & { readonly runtime: RouteRuntime },
): ResourceRouter {
  const router = resourceRouter(container.runtime);
  const c = makeConversationController(container);
  route(router, {
    ...reads,
    method: 'get',
    path: '/conversations',
    schema: schema.listConversations,
    summary: 'One’s own conversations, the latest first; `unreadCount` of all stands beside the list',
    answer: answers.list(schema.conversationAnswer),
    errors: [],
    handler: c.list,
  });
  route(router, {
    ...writes,
    method: 'post',
    path: '/conversations',
    schema: schema.openConversation,
    summary: 'Open the conversation with the other side of a job, or find the one that is open',
    answer: answers.created(schema.conversationAnswer),
    errors: ['request.notFound', 'conversation.participantNeeded'],
    handler: c.open,
  });
  route(router, {
    ...reads,
    method: 'get',
    path: '/conversations/:id',
    schema: schema.oneConversation,
    summary: 'One of one’s own conversations',
    answer: answers.one(schema.conversationAnswer),
    errors: ['request.notFound'],
    handler: c.get,
  });
  addMessages(router, c);
  addAfterwards(router, c);
  return router;
}

function addMessages(router: ResourceRouter, c: Handlers): void {
  route(router, {
    ...reads,
    method: 'get',
    path: '/conversations/:id/messages',
    schema: schema.listMessages,
    summary: 'Its messages, newest first, all or those with some words; links of files are good for minutes',
    answer: answers.list(schema.messageAnswer),
    errors: ['request.notFound'],
    handler: c.listMessages,
  });
  route(router, {
    ...sides,
    limit: 'message',
    method: 'post',
    path: '/conversations/:id/messages',
    schema: schema.sendMessage,
    summary:
      'Write to the other side: text, pictures, files; contact details are taken out until the hire is firm',
    answer: answers.created(schema.messageAnswer),
    errors: [
      'request.notFound',
      'conversation.blocked',
      'conversation.emptyMessage',
      'conversation.tooManyFiles',
      'media.notUsable',
      ...uploadErrors,
    ],
    handler: c.send,
  });
}

function addAfterwards(router: ResourceRouter, c: Handlers): void {
  route(router, {
    ...writes,
    method: 'patch',
    path: '/conversations/:id/read',
    schema: schema.readConversation,
    summary: 'Mark as read up to a message, or all; the mark never moves back',
    answer: answers.one(schema.readAnswer),
    errors: ['request.notFound'],
    handler: c.markRead,
  });
  route(router, {
    ...writes,
    method: 'post',
    path: '/conversations/:id/summary',
    schema: schema.oneConversation,
    summary: 'What was said, in short: sentences as they were written, in a frame in the reader’s language',
    answer: answers.one(schema.summaryAnswer),
    errors: ['request.notFound'],
    handler: c.summarise,
  });
}
