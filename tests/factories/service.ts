import { ServiceCategoryModel, type ServiceCategory } from '../../src/models/serviceCategory.model';
import { nameKeysOf } from '../../src/services/catalogue/serviceFields';
import { newId } from '../../src/utils/ids';
import type { TestApp } from '../helpers/app';

/** Fields that win over the defaults; `undefined` takes a field away. */
export type ServiceOverrides = { readonly [K in keyof ServiceCategory]?: ServiceCategory[K] | undefined };

export interface MadeService {
  /** The document as stored. */
  readonly service: ServiceCategory;
  readonly id: string;
}

let made = 0;

/** A service of the catalogue with everything that one can have; its slug and names are its own. */
export async function aService(app: TestApp, overrides: ServiceOverrides = {}): Promise<MadeService> {
  made += 1;
  const now = app.container.clock.now();
  const names = overrides.names ?? { en: `Trade ${made}`, ar: `حرفة ${made}` };
  const fields: ServiceCategory = {
    _id: newId(),
    slug: `trade-${made}`,
    kind: 'technical',
    icon: 'hammer',
    color: '#1E88E5',
    sortOrder: 100,
    names,
    nameKeys: nameKeysOf(names),
    descriptions: { en: 'All of it', ar: 'كل شيء' },
    synonyms: { en: [], ar: [] },
    isRetired: false,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
  const wanted = Object.entries({ ...fields, ...overrides }).filter(([, value]) => value !== undefined);
  const service = Object.fromEntries(wanted) as unknown as ServiceCategory;
  await ServiceCategoryModel.create(service);
  app.container.serviceCatalogue.forget();
  return { service, id: service._id.toHexString() };
}
