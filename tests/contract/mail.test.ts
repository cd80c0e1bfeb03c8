import { DevMessageModel } from '../../src/models/devMessage.model';
import { makeInboxService } from '../../src/services/inbox.service';
import { makeMailProvider } from '../../src/services/providers/mail';
import { makeLocalMail } from '../../src/services/providers/mail/local';
import type { MailMessage, MailProvider } from '../../src/services/providers/mail/provider';
import { makeResendMail } from '../../src/services/providers/mail/resend';
import { UpstreamError } from '../../src/utils/errors';
import { testClock } from '../helpers/clock';
import { connectTestDatabase, leaveTestDatabase, emptyDatabase } from '../helpers/database';
import { API_KEY, refusal, startResendServer, type Mood, type ResendServer } from '../support/resendServer';

let server: ResendServer;
beforeAll(connectTestDatabase);
afterAll(leaveTestDatabase);
afterEach(emptyDatabase);
beforeEach(async () => {
  server = await startResendServer();
});
afterEach(() => server.close());

const FROM = 'Craftworks <hello@example.org>';
const aMail = (overrides: Partial<MailMessage> = {}): MailMessage => ({
  to: 'mona@example.org',
  subject: 'أكّد بريدك الإلكتروني',
  html: '<p dir="rtl">مرحبًا &amp; أهلًا</p>',
  text: 'مرحبًا & أهلًا\n',
  locale: 'ar',
  idempotencyKey: 'delivery-1',
  ...overrides,
});
const resend = (options: { apiKey?: string; timeoutMs?: number } = {}): MailProvider =>
  makeResendMail({ apiKey: API_KEY, from: FROM, baseUrl: server.url, ...options });
const failureOf = (sending: Promise<unknown>): Promise<unknown> =>
  sending.then(
    () => 'sent',
    (error: unknown) => error,
  );

interface Carrier {
  readonly make: () => MailProvider;
  readonly carried: () => Promise<{ to: string; subject: string; html?: string; text: string }[]>;
}

const carriers: readonly (readonly [string, Carrier])[] = [
  [
    'local',
    {
      make: () => makeLocalMail(makeInboxService({ clock: testClock() })),
      carried: () => DevMessageModel.find().sort({ _id: 1 }).lean().exec(),
    },
  ],
  ['resend', { make: () => resend(), carried: () => Promise.resolve(server.mails) }],
];

describe.each(carriers)('mail by %s', (name, { make, carried }) => {
  it('arrives as it was written, in any script, and has an id', async () => {
    const provider = make();

    const { id } = await provider.send(aMail());

    expect(provider.name).toBe(name);
    expect(id).toMatch(/^[0-9a-f-]{24,36}$/);
    expect(await carried()).toMatchObject([
      { to: 'mona@example.org', subject: aMail().subject, html: aMail().html, text: aMail().text },
    ]);
  });

  it('is sent once for one cause, however often it is asked for', async () => {
    const provider = make();

    const first = await provider.send(aMail());
    const again = await provider.send(aMail());
    const other = await provider.send(aMail({ idempotencyKey: 'delivery-2' }));

    expect(again).toEqual(first);
    expect(other.id).not.toBe(first.id);
    expect(await carried()).toHaveLength(2);
  });

  it('is not written anew by a repetition with other words', async () => {
    const provider = make();
    await provider.send(aMail());

    const again = await provider.send(aMail({ subject: 'Later wording' }));

    expect(again.id).toEqual(expect.any(String));
    expect(await carried()).toMatchObject([{ subject: aMail().subject }]);
  });

  it('goes once when two processes send it together', async () => {
    const [one, two] = [make(), make()];

    await Promise.all([one.send(aMail()), two.send(aMail())]);

    expect(await carried()).toHaveLength(1);
  });

  it('is not sent when the sender has given up', async () => {
    const given = AbortSignal.abort(new Error('too late'));

    const failure = await failureOf(make().send(aMail({ signal: given })));

    expect(failure).toBeInstanceOf(Error);
    expect(await carried()).toHaveLength(0);
  });
});

describe('Resend', () => {
  it('gets our sender, the key as bearer and nothing of ours besides', async () => {
    await resend().send(aMail());

    expect(Object.keys(server.mails[0] ?? {}).sort()).toEqual([
      'from',
      'html',
      'id',
      'subject',
      'text',
      'to',
    ]);
    expect(server.mails[0]?.from).toBe(FROM);
  });

  it('gets the headers of a click that switches this kind off (RFC 8058), for mails that can be', async () => {
    const unsubscribeUrl = 'https://app.example.org/notifications/unsubscribe?token=a.b&lang=ar';

    await resend().send(aMail({ unsubscribeUrl }));

    expect(server.mails[0]?.headers).toEqual({
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  const refusals: readonly (readonly [string, Mood])[] = [
    ['401 without a key', refusal(401, 'missing_api_key')],
    ['403 with a wrong key or domain', refusal(403, 'invalid_api_key')],
    [
      '422 for an address that is none',
      refusal(422, 'validation_error', 'Invalid `to` field: mona@example.org'),
    ],
    ['500', refusal(500, 'application_error')],
    ['502 of a proxy that speaks HTML', { status: 502, body: '<html>Bad gateway</html>' }],
    ['200 with a body that is no JSON', { status: 200, body: '{"id": "49a' }],
    ['200 with no id', { status: 200, body: {} }],
    ['200 with null', { status: 200, body: 'null' }],
  ];
  it.each(refusals)('is a failed provider: %s', async (_what, mood) => {
    server.moods.push(mood);

    const failure = await failureOf(resend().send(aMail()));

    expect(failure).toBeInstanceOf(UpstreamError);
    expect(failure).toMatchObject({ code: 'provider.failed', status: 502, retryAfterSeconds: undefined });
    expect(JSON.stringify((failure as UpstreamError).pvt)).not.toContain('mona@');
  });

  it('says how long to wait when there was too much', async () => {
    server.moods.push(
      { ...refusal(429, 'rate_limit_exceeded'), headers: { 'retry-after': '7' } },
      refusal(429, 'rate_limit_exceeded'),
      { ...refusal(429, 'daily_quota_exceeded'), headers: { 'retry-after': '86400' } },
    );
    const provider = resend();

    const failures = [1, 2, 3].map(() => failureOf(provider.send(aMail())));

    const waits = (await Promise.all(failures)).map((error) => (error as UpstreamError).retryAfterSeconds);
    expect(waits.sort()).toEqual([1, 3_600, 7]);
  });

  it('asks for a moment while the same mail is under way', async () => {
    server.moods.push(refusal(409, 'concurrent_idempotent_requests'));

    const failure = await failureOf(resend().send(aMail()));

    expect(failure).toMatchObject({ code: 'provider.failed', retryAfterSeconds: 1 });
  });

  it('is asked with the key of the settings only', async () => {
    const failure = await failureOf(resend({ apiKey: 're_another' }).send(aMail()));

    expect(failure).toMatchObject({ pvt: { name: 'missing_api_key', statusCode: 401 } });
    expect(server.mails).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'that falls silent %s it took the mail is given up in time, and the repetition sends it once',
    async (silent) => {
      server.moods.push({ silent });
      const provider = resend({ timeoutMs: 150 });

      const failure = await failureOf(provider.send(aMail()));
      await provider.send(aMail());

      expect(failure).toBeInstanceOf(UpstreamError);
      expect(server.mails).toHaveLength(1);
    },
  );

  it('that cannot be reached is a failed provider', async () => {
    const away = makeResendMail({ apiKey: API_KEY, from: FROM, baseUrl: 'http://127.0.0.1:9' });

    expect(await failureOf(away.send(aMail()))).toBeInstanceOf(UpstreamError);
  });
});

describe('the carrier of mails', () => {
  const chosen = (resendApiKey: string | undefined, isProduction: boolean): MailProvider =>
    makeMailProvider(
      { mail: { resendApiKey, from: FROM }, isProduction },
      makeInboxService({ clock: testClock() }),
    );

  it('is Resend with a key, else the developer inbox', () => {
    const names = [chosen(API_KEY, false), chosen(API_KEY, true), chosen(undefined, false)].map(
      ({ name }) => name,
    );

    expect(names).toEqual(['resend', 'resend', 'local']);
  });

  it('is nobody in production without a key: mails wait undelivered, and none is kept readable', async () => {
    const failure = await failureOf(chosen(undefined, true).send(aMail()));

    expect(failure).toBeInstanceOf(UpstreamError);
    expect(await DevMessageModel.countDocuments()).toBe(0);
  });
});
