import type { ServiceKind } from '../../src/utils/serviceKinds';

/** A service in one language; `also` are the words under which people look for it, with commas between them. */
export interface SeedTexts {
  readonly name: string;
  readonly about: string;
  readonly also: string;
}

/** One trade of the demo's catalogue. */
export interface SeedService {
  readonly slug: string;
  readonly icon: string;
  readonly kind?: ServiceKind;
  readonly en: SeedTexts;
  readonly ar: SeedTexts;
}

/** A group and the trades in it; they share its colour. */
export interface SeedGroup extends SeedService {
  readonly color: string;
  readonly trades: readonly SeedService[];
}
