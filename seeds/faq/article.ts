interface Said {
  /** The question. */
  readonly title: string;
  /** The answer: short sentences, each of which can stand alone. */
  readonly body: string;
  /** Other words that people ask with. */
  readonly also: string;
}

/** An answer to what people often ask. */
export interface SeedArticle {
  readonly slug: string;
  readonly en: Said;
  readonly ar: Said;
}
