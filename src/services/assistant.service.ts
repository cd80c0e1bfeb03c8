import type { FaqArticle } from '../models/faqArticle.model';
import type { Clock } from '../utils/clock';
import type { Locale } from '../utils/types/actor';
import { makeLibrary, type Hit, type Shelf } from './assistant/library';
import { isArabic, termsIn } from './assistant/terms';

/** What the assistant says: sentences of an article, never words of its own. */
export interface FaqAnswer {
  /** The language of the question, in which it is answered. */
  readonly language: Locale;
  /** Absent: nothing fits. */
  readonly found?: { readonly article: FaqArticle; readonly sentences: readonly string[] };
  /** What else may be meant. */
  readonly related: readonly FaqArticle[];
  readonly generatedBy: 'extractive';
}

export interface AssistantService {
  /** Answers a question from the articles, or says that none fits. */
  ask(question: string): Promise<FaqAnswer>;
}

/** So much of a question's telling words an article must know. */
const ENOUGH = 0.5;
const SENTENCES = 3;
const RELATED = 3;

/** Makes the assistant. */
export function makeAssistantService(deps: { readonly clock: Clock }): AssistantService {
  const library = makeLibrary(deps);
  return {
    async ask(question) {
      const language = isArabic(question) ? 'ar' : 'en';
      const shelf = await library.shelf(language);
      const terms = termsIn(question);
      const hits = terms.length === 0 ? [] : shelf.search(question);
      const [best, ...others] = hits.filter((hit) => isFitting(hit, terms.length));
      const article = best && shelf.articles.get(best.id);
      const related = articlesOf(best ? others : hits, shelf).slice(0, RELATED);
      const found = article && { article, sentences: sentencesOf(article.bodies[language], terms) };
      return { language, ...(found && { found }), related, generatedBy: 'extractive' };
    },
  };
}

/** Enough of the question is in the article, and something of it in its question or keywords. */
const isFitting = ({ queryTerms, match }: Hit, asked: number): boolean =>
  new Set(queryTerms).size / asked >= ENOUGH &&
  Object.values(match).some((fields) => fields.includes('title') || fields.includes('keywords'));

const articlesOf = (hits: readonly Hit[], { articles }: Shelf): FaqArticle[] =>
  hits.flatMap(({ id }) => articles.get(id) ?? []);

const END_OF_SENTENCE = /(?<=[.!?؟])\s+/;

/** The sentences that say most of what was asked, in their order; the first ones where the article's question said it all. */
function sentencesOf(body: string, terms: readonly string[]): string[] {
  const sentences = body.split(END_OF_SENTENCE);
  const ranked = sentences
    .map((sentence, place) => ({
      place,
      said: termsIn(sentence).filter((term) => terms.includes(term)).length,
    }))
    .sort((a, b) => b.said - a.said || a.place - b.place)
    .slice(0, SENTENCES);
  return ranked.sort((a, b) => a.place - b.place).map(({ place }) => sentences[place] ?? '');
}
