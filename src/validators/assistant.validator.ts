import { input } from '../utils/input';
import { objectId, oneOf, text } from './common.validator';
import { Joi } from './joi';

export interface AskBody {
  question: string;
}

export const ask = input({
  body: Joi.object<AskBody, true>({
    question: text(2, 500).required().example('How much is the platform fee?'),
  }),
});

const article = Joi.object({
  id: objectId(),
  _id: objectId(),
  slug: Joi.string().example('platform-fee'),
  title: Joi.string().example('How much is the platform fee?'),
});

export const faqAnswer = Joi.object({
  isAnswered: Joi.boolean(),
  answer: Joi.string().example('Our fee is 5% of the price of the job.'),
  language: oneOf(['en', 'ar']).description('That of the question.'),
  source: article.allow(null).description('The article whose sentences these are.'),
  related: Joi.array().items(article),
  generatedBy: Joi.string().valid('extractive').example('extractive'),
}).meta({ component: 'FaqAnswer' });
