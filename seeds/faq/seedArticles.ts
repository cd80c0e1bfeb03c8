import { FaqArticleModel, type FaqArticle } from '../../src/models/faqArticle.model';
import { WORLD_BEGINS } from '../demoAccounts';
import { demoId } from '../ids';
import { insertMissing } from '../insertMissing';
import type { SeedArticle } from './article';
import { moneyArticles } from './money';
import { workArticles } from './work';

const documentOf = ({ slug, en, ar }: SeedArticle): FaqArticle => ({
  _id: demoId(`faq ${slug}`),
  slug,
  titles: { en: en.title, ar: ar.title },
  bodies: { en: en.body, ar: ar.body },
  keywords: { en: en.also, ar: ar.also },
  updatedAt: WORLD_BEGINS,
});

/** Adds what is missing of the answers to what people often ask; what is there already stays. */
export async function seedArticles(): Promise<void> {
  await insertMissing(FaqArticleModel, [...moneyArticles, ...workArticles].map(documentOf));
}
