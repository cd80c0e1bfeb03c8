import { FaqArticleModel, type FaqArticle } from '../../models/faqArticle.model';
import { minutes, type Clock } from '../../utils/clock';
import { wordsInOrder } from '../../utils/fold';
import { idOf } from '../../utils/ids';
import { LOCALES, type Locale } from '../../utils/types/actor';
import { termOf } from './terms';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly keywords: string;
  readonly body: string;
}

/** An article that a question may be about. */
export interface Hit {
  readonly id: string;
  /** The words of the question that led to it, and for each word of the article in which of its fields it stands. */
  readonly queryTerms: readonly string[];
  readonly match: Readonly<Record<string, readonly string[]>>;
}

/** The articles as they are searched in one language. */
export interface Shelf {
  readonly articles: ReadonlyMap<string, FaqArticle>;
  /** The likeliest first. */
  search(question: string): Hit[];
}

export interface Library {
  /** The articles in a language; at most a minute old. */
  shelf(locale: Locale): Promise<Shelf>;
}

const KEPT_MS = minutes(1);

type Shelves = Readonly<Record<Locale, Shelf>>;

/** Makes the library: articles are few, they are read whole and indexed in memory. */
export function makeLibrary({ clock }: { readonly clock: Clock }): Library {
  let kept: { readonly shelves: Promise<Shelves>; readonly readAt: number } | undefined;
  return {
    async shelf(locale) {
      const now = clock.now().getTime();
      if (!kept || Math.abs(now - kept.readAt) >= KEPT_MS) {
        const shelves = readShelves();
        kept = { shelves, readAt: now };
        shelves.catch(() => {
          // The caller gets the error; the next one asks again.
          kept = undefined;
        });
      }
      return (await kept.shelves)[locale];
    },
  };
}

async function readShelves(): Promise<Shelves> {
  const { default: Search } = await import('minisearch');
  const articles = await FaqArticleModel.find({}).sort({ slug: 1 }).lean<FaqArticle[]>().exec();
  const byId = new Map(articles.map((article) => [idOf(article), article]));
  const shelfOf = (locale: Locale): Shelf => {
    const index = new Search<Entry>({
      fields: ['title', 'keywords', 'body'],
      tokenize: wordsInOrder,
      processTerm: termOf,
      searchOptions: {
        boost: { title: 3, keywords: 2 },
        prefix: (term) => term.length >= 4,
        fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
      },
    });
    index.addAll(
      articles.map((article) => ({
        id: idOf(article),
        title: article.titles[locale],
        keywords: article.keywords[locale],
        body: article.bodies[locale],
      })),
    );
    const search = (question: string): Hit[] =>
      index.search(question).map(({ id, queryTerms, match }) => ({ id: String(id), queryTerms, match }));
    return { articles: byId, search };
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, shelfOf(locale)])) as Record<Locale, Shelf>;
}
