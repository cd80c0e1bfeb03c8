import { input } from '../utils/input';
import type { PageRequest } from '../utils/page';
import { email } from './account.validator';
import { isoDate, objectId, oneOf, pagedQuery, text } from './common.validator';
import { Joi } from './joi';

export interface SubmitBody {
  name?: string;
  email?: string;
  message?: string;
}

const ONE_LINE = /^[^\r\n\t\u2028\u2029]*$/;

/** What is missing is told in one sentence, as the requirements have it; what is wrong field by field. */
export const submit = input({
  body: Joi.object<SubmitBody, true>({
    name: text(1, 120).pattern(ONE_LINE, 'one line').empty(['', null]).example('John Doe'),
    email: email().empty(['', null]).example('john@example.com'),
    message: text(1, 5_000).empty(['', null]).example('Hello, I have a question.'),
  }),
});

const STATUSES = ['Received', 'Failed', 'Sent', 'Closed'] as const;

export interface ListQuery extends PageRequest {
  status?: (typeof STATUSES)[number];
}

export const listMessages = input({ query: pagedQuery<ListQuery>({ status: oneOf(STATUSES) }) });

export const oneMessage = input({
  params: Joi.object<{ id: string }, true>({ id: objectId().required() }),
});

export const submittedAnswer = Joi.object({ id: objectId(), _id: objectId() }).meta({
  component: 'ContactMessageReceipt',
});

export const contactMessageAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  name: Joi.string().example('John Doe'),
  email: Joi.string().example('john@example.com'),
  message: Joi.string().example('Hello, I have a question.'),
  locale: Joi.string().example('en'),
  userId: objectId().allow(null),
  status: oneOf(STATUSES),
  tries: Joi.number().integer().example(1),
  nextTryAt: isoDate().allow(null),
  sentAt: isoDate().allow(null),
  createdAt: isoDate(),
}).meta({ component: 'ContactMessage' });
