import { ServiceCategoryModel } from '../../src/models/serviceCategory.model';
import { aService } from '../factories/service';
import { anAdmin, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

type Answer = { readonly status: number; readonly body: { readonly code?: string } };
const outcomes = (answers: readonly Answer[]): string[] =>
  answers.map(({ status, body }) => body.code ?? String(status)).sort();
const put = ({ as }: MadeUser, id: string, body: object) => as.put(`/api/services/${id}`).send(body);

describe('two at once', () => {
  it('who add a service of one slug: one is added, the other is told', async () => {
    const admin = await anAdmin(app);

    const answers = await Promise.all(
      ['Plumbing', 'Pipes'].map((name) => admin.as.post('/api/services').send({ name, slug: 'plumbing' })),
    );

    expect(outcomes(answers)).toEqual(['201', 'service.slugTaken']);
    expect(await ServiceCategoryModel.countDocuments()).toBe(1);
  });

  it('who give two services one name: one has it', async () => {
    const admin = await anAdmin(app);
    const [one, other] = [await aService(app), await aService(app)];

    const answers = await Promise.all([one, other].map(({ id }) => put(admin, id, { name: 'Plumbing' })));

    expect(outcomes(answers)).toEqual(['200', 'service.nameTaken']);
    expect(await ServiceCategoryModel.countDocuments({ 'names.en': 'Plumbing' })).toBe(1);
  });

  it('who write different languages of one service both find their words there', async () => {
    const admin = await anAdmin(app);
    const { id, service } = await aService(app);
    const bodies = [
      { names: { en: 'Plumbing' } },
      { names: { ar: 'سباكة' } },
      { names: { fr: 'Plomberie' } },
      { synonyms: { en: ['plumber'] } },
      { synonyms: { ar: ['سباك'] } },
      { icon: 'faucet' },
    ];

    const answers = await Promise.all(bodies.map((body) => put(admin, id, body)));

    const stored = await ServiceCategoryModel.findById(service._id).orFail().lean();
    expect(outcomes(answers)).toEqual(['200', '200', '200', '200', '200', '200']);
    expect(stored).toMatchObject({
      names: { en: 'Plumbing', ar: 'سباكة', fr: 'Plomberie' },
      synonyms: { en: ['plumber'], ar: ['سباك'] },
      icon: 'faucet',
      revision: 7,
    });
  });

  it('who delete a group and put a service into it: no service is left without its group', async () => {
    const admin = await anAdmin(app);
    const [group, inside] = [await aService(app), await aService(app)];

    const answers = await Promise.all([
      admin.as.delete(`/api/services/${group.id}`),
      put(admin, inside.id, { parent: group.id }),
    ]);

    const stored = await ServiceCategoryModel.findById(inside.service._id).orFail().lean();
    const isDeleted = (await ServiceCategoryModel.exists({ _id: group.service._id, slug: null })) !== null;
    expect(stored.parent === undefined).toBe(isDeleted);
    expect(outcomes(answers)).toEqual(isDeleted ? ['200', 'request.invalid'] : ['200', 'service.inUse']);
  });

  it('who put two services into each other: at most one is inside', async () => {
    const admin = await anAdmin(app);
    const [one, other] = [await aService(app), await aService(app)];

    const answers = await Promise.all([
      put(admin, one.id, { parent: other.id }),
      put(admin, other.id, { parent: one.id }),
    ]);

    expect(outcomes(answers)).toEqual(['200', 'request.invalid']);
    expect(await ServiceCategoryModel.countDocuments({ parent: { $exists: true } })).toBe(1);
  });

  it('who delete one service: it is deleted once', async () => {
    const admin = await anAdmin(app);
    const { id } = await aService(app);

    const answers = await Promise.all([1, 2].map(() => admin.as.delete(`/api/services/${id}`)));

    expect(outcomes(answers)).toEqual(['200', 'request.notFound']);
  });
});
