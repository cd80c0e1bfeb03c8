import { isDeepStrictEqual } from 'node:util';
import type { ServiceCategory } from '../../models/serviceCategory.model';
import { foldedWords } from '../../utils/fold';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { LocalTexts } from '../../utils/localTexts';
import type { ServiceKind } from '../../utils/serviceKinds';
import { LOCALES, type Locale } from '../../utils/types/actor';
import type { ServiceFacts } from '../outbox/events/serviceCategory.events';
import { nameKey } from './catalogueView';

type Given<T> = T | null | undefined;
type GivenTexts<T = string> = Readonly<Record<string, T | null>>;

/** What staff says of a service: absent stays, null goes. */
export interface ServiceChange {
  /** In the language of the request. */
  readonly name?: string | undefined;
  readonly description?: Given<string>;
  readonly names?: GivenTexts | undefined;
  readonly descriptions?: GivenTexts | undefined;
  readonly synonyms?: GivenTexts<string[]> | undefined;
  readonly slug?: string | undefined;
  readonly parent?: Given<Id>;
  readonly kind?: ServiceKind | undefined;
  readonly icon?: Given<string>;
  readonly color?: Given<string>;
  readonly sortOrder?: number | undefined;
  readonly isRetired?: boolean | undefined;
}

/** The fields that staff decides. */
export type ServiceFields = Pick<
  ServiceCategory,
  | 'slug'
  | 'parent'
  | 'kind'
  | 'icon'
  | 'color'
  | 'sortOrder'
  | 'names'
  | 'descriptions'
  | 'synonyms'
  | 'isRetired'
>;

const LAST = 1_000;

/** A service of which nothing is said yet. */
export const NEW_SERVICE: ServiceFields = {
  kind: 'technical',
  sortOrder: LAST,
  names: {},
  descriptions: {},
  synonyms: {},
  isRetired: false,
};

/** The fields as they are after the change. */
export function changed(before: ServiceFields, change: ServiceChange, locale: Locale): ServiceFields {
  const { kind, sortOrder, isRetired, slug, icon, color } = change;
  const parent = kept(before.parent && idOf(before.parent), change.parent);
  return withoutUndefined({
    slug: slug ?? before.slug,
    parent: parent === undefined ? undefined : toObjectId(parent),
    kind: kind ?? before.kind,
    icon: kept(before.icon, icon),
    color: kept(before.color, color),
    sortOrder: sortOrder ?? before.sortOrder,
    isRetired: isRetired ?? before.isRetired,
    names: merged(before.names, change.names, { locale, plain: change.name }),
    descriptions: merged(before.descriptions, change.descriptions, { locale, plain: change.description }),
    synonyms: merged(before.synonyms, change.synonyms),
  });
}

const kept = <T>(before: T | undefined, given: T | null | undefined): T | undefined =>
  given === undefined ? before : (given ?? undefined);

interface Plain<T> {
  readonly locale: Locale;
  readonly plain: Given<T>;
}

/** Apps send back all that they got: the plain text counts unless its own entry in the map was changed. */
function merged<T>(
  before: Readonly<Record<string, T>>,
  given: Readonly<Record<string, T | null>> = {},
  { locale, plain }: Plain<T> = { locale: 'en', plain: undefined },
): Record<string, T> {
  const own = given[locale];
  const isPlain = plain !== undefined && (own === undefined || own === before[locale]);
  const all = { ...before, ...given, ...(isPlain && { [locale]: plain }) };
  const present = Object.entries(all).filter((entry): entry is [string, T] => entry[1] !== null);
  return Object.fromEntries(present);
}

/** What makes a name one service's own in its language: its folded letters. */
export const nameKeysOf = (names: LocalTexts): Partial<Record<Locale, string>> =>
  Object.fromEntries(LOCALES.flatMap((locale) => (names[locale] ? [[locale, nameKey(names[locale])]] : [])));

/** The slug of a service that was given none: its name in Latin letters, else part of its id. */
export function slugFrom(names: LocalTexts, id: Id): string {
  const latin = [names['en'] ?? '', ...Object.values(names)]
    .map((name) => foldedWords(name).filter((word) => /^[a-z0-9]+$/.test(word)))
    .find((words) => words.length > 0);
  return latin?.join('-').slice(0, 60).replace(/-$/, '') ?? `service-${id.slice(-8)}`;
}

/** The fields that differ, before and after, as they are written down for people. */
export function differences(
  before: ServiceFields,
  after: ServiceFields,
): { readonly before: ServiceFacts; readonly after: ServiceFacts } | undefined {
  const [old, fresh] = [factsOf(before), factsOf(after)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (key) => !isDeepStrictEqual(old[key], fresh[key]),
  );
  const pick = (from: ServiceFacts): ServiceFacts =>
    Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
  return keys.length > 0 ? { before: pick(old), after: pick(fresh) } : undefined;
}

/** The fields of a service as they are written down for people. */
export function factsOf(fields: ServiceFields): ServiceFacts {
  const { slug, parent, kind, icon, color, sortOrder, names, descriptions, synonyms, isRetired } = fields;
  const parentId = parent && idOf(parent);
  const facts = { slug, kind, icon, color, sortOrder, names, descriptions, synonyms, isRetired };
  return withoutUndefined({ ...facts, parent: parentId });
}

const withoutUndefined = <T extends object>(
  fields: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
} => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
