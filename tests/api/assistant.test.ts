import { seedArticles } from '../../seeds/faq/seedArticles';
import { minutes } from '../../src/utils/clock';
import { startTestApp } from '../helpers/app';

const app = startTestApp();

beforeEach(async () => {
  await seedArticles();
  app.clock.advance(minutes(2)); // what an earlier test has read is forgotten
});

interface Answer {
  readonly isAnswered: boolean;
  readonly answer: string;
  readonly language: string;
  readonly source: { readonly slug: string; readonly title: string } | null;
  readonly related: readonly { readonly slug: string }[];
  readonly generatedBy: string;
}

const ask = async (question: string): Promise<Answer> => {
  const { status, body } = await app.http.post('/api/assistant/faq').send({ question });
  expect(status).toBe(200);
  return body.data as Answer;
};

it.each([
  ['How much commission do you charge?', 'platform-fee', '5%'],
  ['how can I withdraw money from my wallet', 'withdrawal', 'EGP 50'],
  ['I forgot my pasword', 'password', 'link'],
  ['What happens if I cancel the job late?', 'cancellation', '15%'],
  ['When are reviews shown?', 'reviews', 'hidden'],
  ['ما هي عمولة المنصّة؟', 'platform-fee', '5%'],
  ['ازاي اسحب ارباحي', 'withdrawal', '50'],
  ['نسيت كلمه المرور', 'password', 'رابط'],
  ['هل أستطيع الدفع نقداً؟', 'cash', 'نقد'],
  ['كيف أصبح حرفي موثّق', 'verification', 'مستندات'],
])('“%s” is answered from %s', async (question, slug, words) => {
  const answer = await ask(question);

  expect(answer.source?.slug).toBe(slug);
  expect(answer.answer).toContain(words);
  expect(answer).toMatchObject({ isAnswered: true, generatedBy: 'extractive' });
  expect(answer.language).toBe(/\p{Script=Arabic}/u.test(question) ? 'ar' : 'en');
});

it.each(['What is the weather in Paris tomorrow?', 'what is it', 'ما عاصمة فرنسا؟', 'zzzz qqqq'])(
  '“%s” is not answered, and that is said',
  async (question) => {
    const answer = await ask(question);

    expect([answer.isAnswered, answer.source]).toEqual([false, null]);
    expect(answer.answer).toMatch(/contact form|نموذج التواصل/);
  },
);

it('says nothing but sentences of its source', async () => {
  const answer = await ask('Does escrow hold my money in a dispute?');

  expect(answer.source?.slug).toBe('escrow');
  expect(answer.answer).toContain('In a dispute the money stays held until a decision.');
});

it('needs a question, and answers so many', async () => {
  const wrong = [
    await app.http.post('/api/assistant/faq').send({}),
    await app.http.post('/api/assistant/faq').send({ question: 'x'.repeat(501) }),
    await app.http.post('/api/assistant/faq').send({ question: { $gt: '' } }),
  ];
  const statuses: number[] = [];
  for (let asked = 0; asked < 20; asked += 1) {
    statuses.push((await app.http.post('/api/assistant/faq').send({ question: 'fee' })).status);
  }

  expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(statuses.slice(-3)).toEqual([429, 429, 429]);
});
