import { JobModel } from '../../src/models/job.model';
import { termsOf } from '../../src/utils/textTerms';
import { after, minutes } from '../../src/utils/clock';
import { idOf } from '../../src/utils/ids';
import { aJob, type JobOverrides } from '../factories/job';
import { aService } from '../factories/service';
import { aClient, aCraftsman } from '../factories/user';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

const ids = ({ body }: { body: { data: { id: string }[] } }): string[] => body.data.map(({ id }) => id);

let age = 0;
const posted = async (title: string, overrides: JobOverrides = {}) => {
  age += 1;
  const createdAt = after(app.container.clock.now(), -minutes(age));
  return aJob(app, { title, terms: termsOf([title, 'Cairo']), createdAt, ...overrides }).posted();
};
const search = async (q: string, more = '') =>
  (await aCraftsman(app)).as.get(`/api/jobs/search?q=${encodeURIComponent(q)}${more}`);

describe('a search', () => {
  it('finds jobs that have every word, in any form', async () => {
    const sink = await posted('Kitchen sink leaks');
    await posted('Kitchen door');

    expect(ids(await search('kitchen sinks'))).toEqual([sink.jobId]);
    expect(ids(await search('SINK leaking in Cairo'))).toEqual([sink.jobId]);
    expect(ids(await search('sink window'))).toEqual([]);
  });

  it('finds Arabic words however they are spelt', async () => {
    const tap = await posted('إصلاح حنفيّة المطبخ');

    for (const q of ['حنفيه', 'الحنفية', 'اصلاح المطبخ', 'حنفـــية']) {
      expect(ids(await search(q))).toEqual([tap.jobId]);
    }
  });

  it('finds a trade by its synonyms, across languages', async () => {
    const client = await aClient(app);
    const { id } = await aService(app, {
      slug: 'plumbing',
      names: { en: 'Plumbing', ar: 'سباكة' },
      synonyms: { en: ['plumber'], ar: ['سباك'] },
    });
    const body = {
      title: 'Something drips',
      description: 'It has dripped since Monday, day and night.',
      service: id,
      address: { city: 'Giza', street: '7 Nile Corniche' },
      location: { latitude: 30.01, longitude: 31.21 },
    };
    const created = await client.as.post('/api/jobs').send(body).expect(201);

    for (const q of ['سباك', 'plumber', 'سباكه', 'plumbing giza']) {
      expect(ids(await search(q))).toEqual([created.body.data.id]);
    }
  });

  it('finds nobody by his street', async () => {
    const client = await aClient(app);
    const { id } = await aService(app);
    const address = { city: 'Giza', street: '7 Zamalekstreet', text: 'Zamalekstreet' };
    const location = { latitude: 30.01, longitude: 31.21 };
    const texts = { title: 'Something drips', description: 'It has dripped since Monday.' };
    const created = await client.as.post('/api/jobs').send({ ...texts, service: id, address, location });

    const answers = [await search('Zamalekstreet'), await search('giza zamalekstreet'), await search('giza')];

    expect(created.status).toBe(201);
    expect(answers.map((answer) => ids(answer).length)).toEqual([0, 0, 1]);
    expect(JSON.stringify(answers[2]?.body)).not.toMatch(/Zamalek/);
  });

  it('takes filters, orders, places and pages', async () => {
    const dear = await posted('Paint the wall', { listPrice: 900 });
    const cheap = await posted('Paint the door', { listPrice: 100, urgency: 'urgent' });

    expect(ids(await search('paint'))).toEqual([dear.jobId, cheap.jobId]);
    expect(ids(await search('paint', '&sortBy=priceLow'))).toEqual([cheap.jobId, dear.jobId]);
    expect(ids(await search('paint', '&sortBy=oldest'))).toEqual([cheap.jobId, dear.jobId]);
    expect(ids(await search('paint', '&urgency=urgent'))).toEqual([cheap.jobId]);
    expect(ids(await search('paint', '&latitude=30.05&longitude=31.24&sortBy=distance'))).toHaveLength(2);
    expect(ids(await search('paint', '&latitude=10&longitude=31.24'))).toEqual([]);
    const first = await search('paint', '&limit=1');
    expect(first.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: true });
    const next = await search('paint', `&limit=1&cursor=${first.body.pagination.nextCursor as string}`);
    expect([...ids(first), ...ids(next)]).toEqual([dear.jobId, cheap.jobId]);
  });

  it('by relevance puts what stands in the title first', async () => {
    const aside = await posted('A wet floor', { terms: ['wet', 'floor', 'sink'] });
    const titled = await posted('The sink');

    const [newest, relevant] = [await search('sink'), await search('sink', '&sortBy=relevance')];
    const second = await search('sink', '&sortBy=relevance&limit=1&page=2');

    expect(ids(newest)).toEqual([aside.jobId, titled.jobId]);
    expect(ids(relevant)).toEqual([titled.jobId, aside.jobId]);
    expect(ids(second)).toEqual([aside.jobId]);
    expect(second.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: false, hasPrevPage: true });
  });

  it('shows hired and hidden jobs to nobody', async () => {
    const terms = ['sink'];
    await aJob(app, { terms }).hired();
    await aJob(app, { terms, isHidden: true }).posted();

    expect(ids(await search('sink'))).toEqual([]);
    expect(ids(await search('sink', '&sortBy=relevance'))).toEqual([]);
  });

  it('looks at a job whose words somebody has changed', async () => {
    const { job } = await posted('Kitchen sink');

    await JobModel.updateOne({ _id: job._id }, { $set: { terms: ['roof'] } });

    expect(ids(await search('roof'))).toEqual([idOf(job)]);
    expect(ids(await search('sink'))).toEqual([]);
  });

  it.each(['', '   ', '!?', 'the of', 'في من', '.*', 'x'.repeat(201)])('for "%s" is refused', async (q) => {
    const answer = await search(q);

    expect(answer.status).toBe(400);
  });

  it('without q is refused, and so is an operator in its place', async () => {
    const craftsman = await aCraftsman(app);

    const answers = [
      await craftsman.as.get('/api/jobs/search'),
      await craftsman.as.get('/api/jobs/search?q[$gt]='),
      await craftsman.as.get('/api/jobs/search?q=sink&sortBy=relevance&cursor=abc'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});
