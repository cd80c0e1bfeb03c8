import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/config';
import { makeLanguageProvider } from '../../src/services/providers/language';
import { makeRewording, type Rewording } from '../../src/services/language/rewording';
import { testClock } from '../helpers/clock';
import { memoryLogger } from '../helpers/logger';

type Answer = (texts: string[], res: ServerResponse) => void;

/** A plain server that answers `POST /chat/completions`: what it says is the test's. */
let answer: Answer;
const asked: { texts: string[]; system: string; authorization: string | undefined; model: string }[] = [];
let server: Server;

const say = (content: unknown) => (_texts: string[], res: ServerResponse) =>
  res.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
const sayTexts = (make: (text: string) => string) => (texts: string[], res: ServerResponse) =>
  say(JSON.stringify(texts.map(make)))(texts, res);

async function hear(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of req) {
    parts.push(part as Buffer);
  }
  const body = JSON.parse(Buffer.concat(parts).toString()) as {
    model: string;
    messages: { content: string }[];
  };
  const [system, user] = body.messages.map(({ content }) => content);
  const texts = JSON.parse(user ?? '[]') as string[];
  asked.push({ texts, system: system ?? '', authorization: req.headers.authorization, model: body.model });
  answer(texts, res);
}

beforeAll(async () => {
  server = createServer((req, res) => void hear(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => void (asked.length = 0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const clock = testClock();
function make(): { rewording: Rewording; logger: ReturnType<typeof memoryLogger> } {
  const { port } = server.address() as AddressInfo;
  const logger = memoryLogger();
  const language = makeLanguageProvider(
    readConfig({
      NODE_ENV: 'test',
      LLM_BASE_URL: `http://127.0.0.1:${port}/`,
      LLM_API_KEY: 'key-of-the-test',
      LLM_MODEL: 'small',
    }),
  );
  return { rewording: makeRewording({ clock, logger, language, timeoutMs: 150 }), logger };
}

const GROUPS = [['Rated 4.8 in 12 reviews', '1.4 km away'], ['In your neighbourhood']];
const asTheyWere = GROUPS.map((texts) => ({ texts, generatedBy: 'rules' }));

describe('a language model', () => {
  it('is none unless it is named, and needs its key and its name', () => {
    expect(makeLanguageProvider(readConfig({ NODE_ENV: 'test' }))).toBeUndefined();
    expect(() => readConfig({ NODE_ENV: 'test', LLM_BASE_URL: 'http://127.0.0.1:1' })).toThrow(/LLM_/);
  });

  it('says the same in other words, and that is marked', async () => {
    answer = sayTexts((text) => `Great: ${text}`);

    const said = await make().rewording.reword(GROUPS, 'en');

    expect(said).toEqual([
      { texts: ['Great: Rated 4.8 in 12 reviews', 'Great: 1.4 km away'], generatedBy: 'llm' },
      { texts: ['Great: In your neighbourhood'], generatedBy: 'llm' },
    ]);
    expect(asked).toEqual([
      {
        texts: GROUPS.flat(),
        system: expect.stringContaining('English') as string,
        authorization: 'Bearer key-of-the-test',
        model: 'small',
      },
    ]);
  });

  it.each<[string, (text: string) => string]>([
    ['another number', (text) => text.replace('4.8', '5.0')],
    ['a number more', (text) => `${text}, 100% safe`],
    ['a link', (text) => `${text} www.example`],
    ['an address', (text) => `${text} a@b.c`],
    ['markup', (text) => `<b>${text}</b>`],
    ['a sermon', (text) => `${text} ${'and so on '.repeat(20)}`],
    ['another script', (text) => `${text} ممتاز`],
    ['nothing', () => ' '],
  ])('that lies by %s is not heard', async (_what, lie) => {
    answer = sayTexts(lie);

    expect((await make().rewording.reword(GROUPS, 'en'))[0]).toEqual(asTheyWere[0]);
  });

  it.each<[string, Answer]>([
    ['answers 500', (_texts, res) => void res.writeHead(500).end('boom')],
    ['answers no JSON', (_texts, res) => void res.end('<html>')],
    ['says no list', (_texts, res) => void say('Sure! Here you are')([], res)],
    ['says too few', (_texts, res) => void say('["one"]')([], res)],
    ['says no texts', (_texts, res) => void say('[1,2,3]')([], res)],
    ['says nothing at all', (_texts, res) => void say(undefined)([], res)],
    ['says very much', (texts, res) => void sayTexts((text) => text + 'x'.repeat(60_000))(texts, res)],
    ['hangs up', (_texts, res) => void res.destroy()],
    ['hangs', () => undefined],
    ['hangs in the middle', (_texts, res) => void res.write('{"choices":[')],
  ])('that %s is not waited for, and the answer is there', async (_what, mood) => {
    answer = mood;
    const begun = performance.now();

    const said = await make().rewording.reword(GROUPS, 'en');

    expect(said).toEqual(asTheyWere);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('that fails again and again is left alone, asked once more later, and trusted again', async () => {
    const { rewording, logger } = make();
    const reword = () => rewording.reword(GROUPS, 'en');
    answer = (_texts, res) => void res.writeHead(503).end();
    for (let i = 0; i < 5; i += 1) {
      await reword();
    }
    expect(asked).toHaveLength(3);
    expect(logger.lines.map(({ message }) => message)).toEqual(Array(3).fill('language model failed'));
    expect(JSON.stringify(logger.lines)).not.toContain('key-of-the-test');

    clock.advance(31_000);
    await Promise.all([reword(), reword()]);
    expect(asked).toHaveLength(4);

    answer = sayTexts((text) => text);
    clock.advance(31_000);
    await reword();
    await reword();
    expect(asked).toHaveLength(6);
  });

  it('is not asked about nothing', async () => {
    expect(await make().rewording.reword([[]], 'ar')).toEqual([{ texts: [], generatedBy: 'rules' }]);
    expect(asked).toEqual([]);
  });
});
