import { ServiceCategoryModel, type ServiceCategory } from '../src/models/serviceCategory.model';
import { nameKeysOf } from '../src/services/catalogue/serviceFields';
import { WORLD_BEGINS } from './demoAccounts';
import { demoId } from './ids';
import { insertMissing } from './insertMissing';
import { atHome } from './services/atHome';
import { cleaning } from './services/cleaning';
import { finishing } from './services/finishing';
import { helpingHands } from './services/helpingHands';
import { installations } from './services/installations';
import { repairs } from './services/repairs';
import type { SeedGroup, SeedService } from './services/seedService';
import { workshops } from './services/workshops';

const groups = [installations, finishing, workshops, repairs, cleaning, helpingHands, atHome];
/** Leaves room between the groups for what staff adds. */
const STEP = 100;

/** The id of a service of the demo: always the same for the same slug. */
export const serviceIdOf = (slug: string): ReturnType<typeof demoId> => demoId(`service ${slug}`);

const wordsOf = (also: string): string[] => also.split(', ');

/** The catalogue of the demo: groups, and the trades of Egyptian cities in them. */
export const seedServices: readonly ServiceCategory[] = groups.flatMap((group, index) => {
  const sortOrder = (index + 1) * STEP;
  const trades = group.trades.map((trade, place) => {
    const document = serviceOf(trade, { color: group.color, sortOrder: sortOrder + place + 1 });
    return { ...document, parent: serviceIdOf(group.slug) };
  });
  return [serviceOf(group, { color: group.color, sortOrder }), ...trades];
});

/** Adds what is missing of the catalogue in one round trip; what is there already stays as staff left it. */
export async function seedCatalogue(say: (line: string) => void): Promise<void> {
  const { hasDuplicates } = await insertMissing(ServiceCategoryModel, seedServices);
  if (hasDuplicates) {
    await tellMissing(say);
  }
}

/** Takes the demo's services away. */
export async function removeServices(): Promise<void> {
  await ServiceCategoryModel.deleteMany({ _id: { $in: seedServices.map(({ _id }) => _id) } });
}

async function tellMissing(say: (line: string) => void): Promise<void> {
  const ids = seedServices.map(({ _id }) => _id);
  const known = await ServiceCategoryModel.find({ _id: { $in: ids } }, { _id: 1 }).lean();
  const present = new Set(known.map(({ _id }) => _id.toHexString()));
  for (const { slug } of seedServices.filter(({ _id }) => !present.has(_id.toHexString()))) {
    say(`left out: the service ${slug ?? ''} (its slug or name belongs to another one)`);
  }
}

function serviceOf(
  { slug, icon, kind = 'technical', en, ar }: SeedService | SeedGroup,
  place: Pick<ServiceCategory, 'sortOrder'> & { readonly color: string },
): ServiceCategory {
  const names = { en: en.name, ar: ar.name };
  return {
    _id: serviceIdOf(slug),
    slug,
    kind,
    icon,
    ...place,
    names,
    nameKeys: nameKeysOf(names),
    descriptions: { en: en.about, ar: ar.about },
    synonyms: { en: wordsOf(en.also), ar: wordsOf(ar.also) },
    isRetired: false,
    revision: 1,
    createdAt: WORLD_BEGINS,
    updatedAt: WORLD_BEGINS,
  };
}
