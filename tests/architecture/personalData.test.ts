import '../../src/container';
import '../../src/models/migration.model';
import { models } from '../../src/models/defineModel';
import { erasureSteps } from '../../src/services/privacy/erasures';
import { EXPORT_NAMES } from '../../src/services/privacy/exportSections';
import { ERASURE_STEP_NAMES, personalData } from '../../src/services/privacy/personalData';

const names = models().map(({ modelName }) => modelName);
const entries = Object.entries(personalData);
const personal = entries.flatMap(([name, entry]) => ('nobody' in entry ? [] : [{ name, ...entry }]));

/** Fields by which a document leads to a person. */
const PERSON =
  /(^|\.)(userId|ownerId|clientId|craftsmanId|reporterId|reviewerId|senderId|debtorId|aboutId|people)$/;
/** Fields that say something of one, wherever they stand. */
const SAYS = /(^|\.)(email|emailKey|phone|firstName|lastName|address|userAgent|ip|bio)$/;

describe('what we know of people', () => {
  it('is declared for every collection: what its owner gets of it, and what an erasure does with it', () => {
    const missing = names.filter((name) => !Object.hasOwn(personalData, name));
    const strangers = entries.map(([name]) => name).filter((name) => !names.includes(name));

    expect({ missing, strangers }).toEqual({ missing: [], strangers: [] });
  });

  it('is not denied where documents lead to a person', () => {
    const denied = models().filter(
      ({ modelName, schema }) =>
        'nobody' in (personalData[modelName] ?? {}) &&
        Object.keys(schema.paths).some((path) => PERSON.test(path) || SAYS.test(path)),
    );

    expect(denied.map(({ modelName }) => modelName)).toEqual([]);
  });

  it('goes by steps and into lists that there are, and each of them is used', () => {
    const used = personal.flatMap(({ erased }) => (typeof erased === 'string' ? [erased] : []));
    const listed = personal.flatMap(({ exported }) => ('not' in exported ? [] : [...exported]));
    const own = ['account', ...erasureSteps.map(({ name }) => name)];

    expect([...ERASURE_STEP_NAMES].sort()).toEqual(own.sort());
    expect(used.filter((step) => !own.includes(step))).toEqual([]);
    expect([...new Set(listed)].sort()).toEqual([...EXPORT_NAMES].sort());
    // What ends offers, and the pictures of results, are parts of documents that other steps are named for.
    expect(own.filter((step) => !used.some((one) => one === step)).sort()).toEqual(['offers', 'results']);
  });

  it('stays or is left out for a reason that is written down', () => {
    const reasons = personal.flatMap(({ exported, erased }) => [
      ...('not' in exported ? [exported.not] : []),
      ...(typeof erased === 'object' ? [erased.stays] : []),
    ]);

    expect(reasons.filter((reason) => reason.length < 15)).toEqual([]);
  });
});
