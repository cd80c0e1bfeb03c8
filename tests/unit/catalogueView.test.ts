import { presentService } from '../../src/controllers/presenters/serviceCategory.presenter';
import type { ServiceCategory } from '../../src/models/serviceCategory.model';
import { makeCatalogueView } from '../../src/services/catalogue/catalogueView';
import { idOf, newId } from '../../src/utils/ids';
import { queryTerms, termsOf } from '../../src/utils/textTerms';

const at = new Date('2026-03-02T09:00:00.000Z');

const service = (slug: string, fields: Partial<ServiceCategory> = {}): ServiceCategory => ({
  _id: newId(),
  slug,
  kind: 'technical',
  sortOrder: 1,
  names: { en: slug },
  nameKeys: { en: slug },
  descriptions: {},
  synonyms: {},
  isRetired: false,
  revision: 1,
  createdAt: at,
  updatedAt: at,
  ...fields,
});

const home = service('home', { names: { en: 'Home repair', ar: 'صيانة منزلية' }, sortOrder: 9 });
const plumbing = service('plumbing', {
  parent: home._id,
  names: { en: 'Plumbing', ar: 'سباكة' },
  synonyms: { en: ['plumber', 'water leak', 'repairs'], ar: ['سباك'] },
});
const cooling = service('air-conditioning', {
  names: { en: 'Air conditioning', ar: 'تكييف وتبريد' },
  synonyms: { en: ['ac', 'repairs'], ar: ['تكييف'] },
  sortOrder: 5,
});
const typing = service('typing', {
  names: { en: 'Typing', ar: 'كتابة' },
  synonyms: { en: ['plumber'] },
  isRetired: true,
});
const {
  slug: _slug,
  nameKeys: _keys,
  ...deleted
} = service('gone', { names: { en: 'Gone', ar: 'راح' }, deletedAt: at });
const view = makeCatalogueView([home, cooling, plumbing, typing, deleted]);

describe('the catalogue in memory', () => {
  it('is in its order, without what was deleted', () => {
    expect(view.all.map(({ slug }) => slug)).toEqual(['plumbing', 'typing', 'air-conditioning', 'home']);
  });

  it.each([
    ['its id', idOf(plumbing)],
    ['its id in capitals', idOf(plumbing).toUpperCase()],
    ['its slug', 'plumbing'],
    ['its name in any case', ' PLUMBING '],
    ['its Arabic name in another spelling', 'سِبَاكه'],
    ['its Arabic name with the article', 'السباكة'],
    ['a synonym in the plural', 'Plumbers'],
    ['an Arabic synonym', 'سباك'],
    ['a synonym of two words', 'water   leaks'],
  ])('finds a service by %s', (_what, text) => {
    expect(view.find(text)?.slug).toBe('plumbing');
  });

  it('finds retired services by their names, for whoever asks for old jobs', () => {
    expect(view.find('typing')).toMatchObject({ slug: 'typing', isRetired: true });
  });

  it.each(['repairs', 'gone', idOf(deleted), 'plum', '', 'constructor', '__proto__', newId().toHexString()])(
    'finds nothing by "%s"',
    (text) => {
      expect(view.find(text)).toBeUndefined();
    },
  );

  it('names a service in the reader’s language, in English where there is no other, and one that was deleted', () => {
    const names = [
      view.nameOf(idOf(plumbing), 'ar'),
      view.nameOf(idOf(plumbing), 'fr'),
      view.nameOf(idOf(deleted), 'ar'),
      view.nameOf(newId().toHexString(), 'ar'),
    ];

    expect(names).toEqual(['سباكة', 'Plumbing', 'راح', undefined]);
  });

  it('takes a group for all that is in it', () => {
    expect(view.familyOf(idOf(home))).toEqual([idOf(home), idOf(plumbing)]);
    expect(view.familyOf(idOf(plumbing))).toEqual([idOf(plumbing)]);
  });

  it('knows what words mean: synonyms, other languages and names of several words', () => {
    const group = queryTerms('سباك', { expand: view.expand })[0] ?? [];
    const meaning = view.meaningsOf(idOf(plumbing))[0];

    expect(group).toEqual(expect.arrayContaining(['سباك', meaning, 'plumber', 'plumb', 'سباكه']));
    expect(termsOf(['A water leak'], { expand: view.meanings })).toContain(meaning);
    expect(termsOf(['Much water'], { expand: view.meanings })).not.toContain(meaning);
  });

  it('gives a thing of a service its own meaning and that of its group', () => {
    const stored = new Set([...termsOf(['Kitchen']), ...view.meaningsOf(idOf(plumbing))]);
    const finds = (question: string): boolean =>
      queryTerms(question, { expand: view.expand }).every((group) => group.some((term) => stored.has(term)));

    expect(['سباكة في kitchen', 'plumber', 'home repair', 'ac', 'bathroom'].map(finds)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('anybody', () => {
  it('sees of a service these fields and no other', () => {
    const [first] = view.all;

    const presented = first && presentService(first, 'ar');

    expect(Object.keys(presented ?? {}).sort()).toEqual([
      '_id',
      'color',
      'description',
      'descriptions',
      'icon',
      'id',
      'isRetired',
      'kind',
      'name',
      'names',
      'parent',
      'slug',
      'sortOrder',
      'synonyms',
    ]);
    expect(presented).toMatchObject({ name: 'سباكة', parent: idOf(home), icon: null, color: null });
  });
});
