import { Schema, type Types } from 'mongoose';
import type { Locale } from '../utils/types/actor';
import { defineModel } from './defineModel';

type Texts = Record<Locale, string>;

/** An answer to what people often ask, in both languages. */
export interface FaqArticle {
  readonly _id: Types.ObjectId;
  readonly slug: string;
  /** The question. */
  readonly titles: Texts;
  /** The answer: short sentences, each of which can stand alone. */
  readonly bodies: Texts;
  /** Other words that people ask with. */
  readonly keywords: Texts;
  readonly updatedAt: Date;
}

const text = { type: String, required: true };
const texts = { type: new Schema<Texts>({ en: text, ar: text }, { _id: false }), required: true };

const schema = new Schema<FaqArticle>({
  slug: text,
  titles: texts,
  bodies: texts,
  keywords: texts,
  updatedAt: { type: Date, required: true },
});

schema.index({ slug: 1 }, { unique: true });

export const FaqArticleModel = defineModel<FaqArticle>({
  name: 'FaqArticle',
  collection: 'faqArticles',
  schema,
  queries: [{ name: 'all', filter: {}, sort: { slug: 1 } }],
});
