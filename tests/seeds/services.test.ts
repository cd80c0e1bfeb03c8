import { removeServices, seedCatalogue, seedServices } from '../../seeds/seedServices';
import { ServiceCategoryModel, type ServiceCategory } from '../../src/models/serviceCategory.model';
import { makeCatalogueView } from '../../src/services/catalogue/catalogueView';
import { idOf } from '../../src/utils/ids';
import { isFindable, phraseOf, queryTerms, termsOf } from '../../src/utils/textTerms';
import { createService } from '../../src/validators/serviceCategory.validator';
import { aService } from '../factories/service';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const said: string[] = [];
const say = (line: string): void => void said.push(line);
const stored = () => ServiceCategoryModel.find().sort({ sortOrder: 1 }).lean<ServiceCategory[]>();
const view = makeCatalogueView(seedServices);
const wordsOf = ({ names, synonyms }: ServiceCategory): string[] => [
  ...Object.values(names),
  ...Object.values(synonyms).flat(),
];

beforeEach(() => said.splice(0));

describe('the trades of the demo', () => {
  it('are more than thirty, in groups, with everything in both languages', () => {
    const trades = seedServices.filter(({ parent }) => parent);
    const incomplete = seedServices.filter(
      ({ names, descriptions, synonyms, icon, color }) =>
        !/\p{Script=Arabic}/u.test(`${names['ar']}`) ||
        !/\p{Script=Arabic}/u.test(`${descriptions['ar']}`) ||
        !names['en'] ||
        !descriptions['en'] ||
        !synonyms['en']?.length ||
        !synonyms['ar']?.length ||
        !icon ||
        !color,
    );

    expect(trades.length).toBeGreaterThan(30);
    expect(incomplete).toEqual([]);
    expect(new Set(seedServices.map(({ kind }) => kind))).toEqual(new Set(['technical', 'daily']));
  });

  it('are such as staff could have written', () => {
    const problems = seedServices.flatMap(
      ({ slug, names, descriptions, synonyms, icon, color, kind, sortOrder }) => {
        const body = { slug, names, descriptions, synonyms, icon, color, kind, sortOrder };
        return createService.body?.validate(body, { convert: false }).error?.message ?? [];
      },
    );

    expect(problems).toEqual([]);
  });

  it('are found by each of their names and synonyms, and by no other’s', () => {
    const lost = seedServices.flatMap((service) =>
      wordsOf(service).filter((word) => view.find(word)?.id !== idOf(service)),
    );
    const unfindable = seedServices.flatMap(wordsOf).filter((word) => !isFindable(phraseOf(word)));

    expect(lost).toEqual([]);
    expect(unfindable).toEqual([]);
  });

  it.each([
    ['سباك', 'The kitchen tap leaks'],
    ['plumber', 'محتاج حد يصلح الحنفية'],
    ['electrician', 'كهربائي لتركيب لوحة كهرباء'],
    ['AC repair', 'غسيل التكييف'],
    ['نقاش', 'Painter for two rooms'],
    ['نجار', 'Wardrobe to repair'],
    ['moving', 'نقل عفش من مدينة نصر'],
  ])('let the search for %s find "%s"', (question, text) => {
    const found = new Set(termsOf([text], { expand: view.meanings }));

    const groups = queryTerms(question, { expand: view.expand });

    expect(groups.filter((group) => !group.some((term) => found.has(term)))).toEqual([]);
  });
});

describe('loading the trades', () => {
  it('adds them with ids that never change, and again changes nothing', async () => {
    await seedCatalogue(say);
    await seedCatalogue(say);

    expect(await stored()).toEqual(seedServices);
  });

  it('leaves what staff changed or deleted as it is', async () => {
    await seedCatalogue(say);
    const [, second] = seedServices;
    await ServiceCategoryModel.updateOne(
      { slug: String(second?.slug) },
      { $set: { deletedAt: new Date(0) }, $unset: { slug: 1 } },
    );
    const before = await stored();

    await seedCatalogue(say);

    expect(await stored()).toEqual(before);
  });

  it('leaves out one whose name another service has, and says so', async () => {
    await aService(app, { names: { en: 'Plumbing' } });

    await seedCatalogue(say);

    expect(await ServiceCategoryModel.countDocuments()).toBe(seedServices.length);
    expect(said).toEqual([expect.stringContaining('left out: the service plumbing')]);
  });

  it('by two at once loads them once', async () => {
    await Promise.all([seedCatalogue(say), seedCatalogue(say), seedCatalogue(say)]);

    expect(await stored()).toEqual(seedServices);
    expect(said).toEqual([]);
  });

  it('can be undone', async () => {
    await seedCatalogue(say);

    await removeServices();

    expect(await stored()).toEqual([]);
  });
});
