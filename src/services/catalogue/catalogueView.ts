import type { ServiceCategory } from '../../models/serviceCategory.model';
import { fold } from '../../utils/fold';
import { idOf, type Id } from '../../utils/ids';
import { textIn, type LocalTexts } from '../../utils/localTexts';
import { isFindable, phraseOf, type Expand } from '../../utils/textTerms';

/** One service as the rest of the program knows it. */
export interface CatalogueService extends Pick<ServiceCategory, 'kind' | 'sortOrder' | 'isRetired'> {
  readonly id: Id;
  readonly slug: string;
  readonly parent: Id | undefined;
  readonly icon: string | undefined;
  readonly color: string | undefined;
  readonly names: LocalTexts;
  readonly descriptions: LocalTexts;
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
}

/** The catalogue at one moment; everything in memory, nothing waits. */
export interface CatalogueView {
  /** In their order, retired ones too. */
  readonly all: readonly CatalogueService[];
  /** By id; retired ones too. */
  get(id: Id): CatalogueService | undefined;
  /**
   * By id, slug, or a name or synonym in any language and case; undefined when none or several fit.
   * Retired ones are found too: whoever lets people choose looks at `isRetired`.
   */
  find(idOrName: string): CatalogueService | undefined;
  /** The service and, when it is a group, those in it: what a filter by service means. */
  familyOf(id: Id): readonly Id[];
  /** The name in the reader's language; also of a service that was deleted meanwhile. */
  nameOf(id: Id, locale: string): string | undefined;
  /** For `termsOf`: what the phrases of a text stand for. */
  readonly meanings: Expand;
  /** For `termsOf(…)` of a thing of this service: its own meaning and that of its group. */
  meaningsOf(id: Id): readonly string[];
  /** For `queryTerms`: the same, and the single words that mean the same. */
  readonly expand: Expand;
}

/** Makes the view of these documents. */
export function makeCatalogueView(documents: readonly ServiceCategory[]): CatalogueView {
  const all = documents.flatMap(liveOf).sort(inOrder);
  const byId = new Map(all.map((service) => [service.id, service]));
  const names = new Map(documents.map((document) => [idOf(document), document.names]));
  const phrases = new Map(all.map((service) => [service, phrasesOf(service)]));
  const phrasesIn = (service: CatalogueService): readonly string[] => phrases.get(service) ?? NOTHING;
  const { meanings, expand } = makeThesaurus(all, phrasesIn);
  return {
    all,
    meanings,
    expand,
    get: (id) => byId.get(id),
    find: makeFind(all, phrasesIn),
    familyOf: (id) => [id, ...all.filter(({ parent }) => parent === id).map((child) => child.id)],
    nameOf: (id, locale) => textIn(names.get(id) ?? {}, locale),
    meaningsOf: (id) =>
      [id, byId.get(id)?.parent].flatMap((one) => (one === undefined ? [] : [meaning(one)])),
  };
}

/** A deleted service has no slug any more. */
function liveOf(document: ServiceCategory): CatalogueService[] {
  const { slug, parent, kind, icon, color, sortOrder, names, descriptions, synonyms, isRetired } = document;
  if (slug === undefined) {
    return [];
  }
  const id = idOf(document);
  const parentId = parent && idOf(parent);
  return [
    { id, slug, parent: parentId, kind, icon, color, sortOrder, names, descriptions, synonyms, isRetired },
  ];
}

const inOrder = (a: CatalogueService, b: CatalogueService): number =>
  a.sortOrder - b.sortOrder || (a.slug < b.slug ? -1 : 1);

type Index = ReadonlyMap<string, readonly CatalogueService[]>;
type KeysOf = (service: CatalogueService) => readonly string[];

const NOTHING: readonly string[] = [];

/** The first way of looking that finds anything decides: an exact name is never ambiguous because of a synonym. */
function makeFind(all: readonly CatalogueService[], phrasesIn: KeysOf): CatalogueView['find'] {
  const offered = all.filter(({ isRetired }) => !isRetired);
  const ways: readonly { readonly index: Index; readonly keyOf: (text: string) => string }[] = [
    { index: indexed(all, ({ id, slug }) => [id, slug]), keyOf: nameKey },
    { index: indexed(all, ({ names }) => Object.values(names).map(nameKey)), keyOf: nameKey },
    { index: indexed(offered, phrasesIn), keyOf: phraseOf },
    { index: indexed(all, phrasesIn), keyOf: phraseOf },
  ];
  return (idOrName) => {
    const found = ways
      .map(({ index, keyOf }) => index.get(keyOf(idOrName)))
      .find((some) => some !== undefined);
    return found?.length === 1 ? found[0] : undefined;
  };
}

/** A name as names are compared. */
export const nameKey = (name: string): string => fold(name).trim().replace(/\s+/gu, ' ');

const textsOf = ({ names, synonyms }: CatalogueService): string[] => [
  ...Object.values(names),
  ...Object.values(synonyms).flat(),
];

const phrasesOf = (service: CatalogueService): string[] => textsOf(service).map(phraseOf).filter(isFindable);

function indexed(all: readonly CatalogueService[], keysOf: KeysOf): Index {
  const index = new Map<string, CatalogueService[]>();
  for (const service of all) {
    for (const key of new Set(keysOf(service))) {
      index.set(key, [...(index.get(key) ?? []), service]);
    }
  }
  return index;
}

/** The term that stands for a service, whatever words were used; no word of a text looks like it. */
const meaning = (id: Id): string => `#${id}`;

function makeThesaurus(
  all: readonly CatalogueService[],
  phrasesIn: KeysOf,
): Pick<CatalogueView, 'meanings' | 'expand'> {
  const index = indexed(all, phrasesIn);
  const singleWords = new Map(
    all.map((service) => [service, phrasesIn(service).filter((phrase) => !phrase.includes(' '))]),
  );
  const wordsOf = (service: CatalogueService): readonly string[] => singleWords.get(service) ?? NOTHING;
  const meanings = new Map(
    [...index].map(([phrase, services]) => [phrase, services.map(({ id }) => meaning(id))]),
  );
  const words = new Map([...index].map(([phrase, services]) => [phrase, services.flatMap(wordsOf)]));
  return {
    meanings: (phrase) => meanings.get(phrase) ?? NOTHING,
    expand: (phrase) => [...(meanings.get(phrase) ?? NOTHING), ...(words.get(phrase) ?? NOTHING)],
  };
}
