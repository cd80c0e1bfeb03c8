import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { minutes } from '../../src/utils/clock';
import { newToken } from '../../src/utils/ids';
import { startTestApp } from '../helpers/app';
import { startBrowser } from '../helpers/browser';
import { aSandboxCharge, sandboxOf } from '../helpers/sandbox';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver';

const app = startTestApp();
const browser = startBrowser();

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  sandboxOf(app).listensAt(receiver.url);
});
afterEach(() => receiver.close());

const PHONE = { width: 360, height: 740 };

const WORDS = {
  en: {
    dir: 'ltr',
    payer: 'Mona El Sayed',
    description: 'Repair of a kitchen tap, with all the parts that are needed for it',
    received: 'Payment received',
    again: 'This payment was received already; nothing was taken twice.',
    notMade: 'Payment not made',
    noMoney: 'There is not enough money on the card.',
    bankAsks: 'Your bank asks: is it you?',
    checkFailed: 'The extra check was not passed.',
    over: 'The time for this payment is over',
  },
  ar: {
    dir: 'rtl',
    payer: 'منى السيد',
    description: 'إصلاح صنبور المطبخ مع كل قطع الغيار اللازمة لذلك',
    received: 'تم استلام الدفع',
    again: 'سبق استلام هذه الدفعة؛ لم يُخصم شيء مرتين.',
    notMade: 'لم يتم الدفع',
    noMoney: 'الرصيد في البطاقة غير كافٍ.',
    bankAsks: 'يسألك البنك: هل هذا أنت؟',
    checkFailed: 'لم تنجح خطوة التحقق الإضافية.',
    over: 'انتهى وقت هذه الدفعة',
  },
} as const;

describe.each(['en', 'ar'] as const)('the pay page of the sandbox in %s', (locale) => {
  const words = WORDS[locale];

  const opened = async () => {
    const charge = await aSandboxCharge(app, {
      payer: { id: newToken(12), name: words.payer, locale },
      description: words.description,
    });
    const { port } = app.server.address() as AddressInfo;
    const shown = await browser.openPage(`http://127.0.0.1:${port}${charge.path}`);
    await shown.page.setViewportSize(PHONE);
    return { ...charge, ...shown };
  };
  const choose = (page: Page, card: string) => page.locator(`input[name=card][value=${card}]`).check();
  const press = async (page: Page, action: string): Promise<void> => {
    await page.locator(`button[value=${action}]`).click();
    await page.waitForLoadState('networkidle');
  };
  const overflowOf = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const textOf = (page: Page) => page.locator('main').innerText();
  const stateOf = async (paymentId: string) =>
    (await app.container.gateways.default().lookUp({ paymentId })).state;
  const typesHeard = async (): Promise<unknown[]> => {
    await sandboxOf(app).deliverNow();
    return receiver.taken.map(({ body }) => (JSON.parse(body) as { type: unknown }).type);
  };

  it('fits a phone, runs in the right direction and reaches for nothing elsewhere', async () => {
    const { page, requests, problems } = await opened();

    const layout = await page.evaluate<unknown>(`({
      dir: document.documentElement.dir,
      lang: document.documentElement.lang,
      direction: getComputedStyle(document.body).direction,
      unlabelled: [...document.querySelectorAll('input')].filter((one) => one.labels.length !== 1).length,
    })`);
    const folded = await overflowOf(page);
    await page.locator('summary').click();

    expect(layout).toEqual({
      dir: words.dir,
      lang: locale,
      direction: words.dir,
      unlabelled: 0,
    });
    expect([folded, await overflowOf(page)]).toEqual([0, 0]);
    expect(new Set(requests.map((url) => new URL(url).host)).size).toBe(1);
    expect(await textOf(page)).toContain(words.payer);
    expect(problems).toEqual([]);
  });

  it('speaks the other language at a touch', async () => {
    const { page } = await opened();

    await page.locator('header a').click();
    await page.waitForLoadState('networkidle');

    expect(await page.evaluate('document.documentElement.lang')).toBe(locale === 'ar' ? 'en' : 'ar');
  });

  it('takes the money, and says so when it is asked to take it again', async () => {
    const { page, path, paymentId, problems } = await opened();
    const origin = new URL(page.url()).origin;
    const other = await page.context().newPage();
    await other.goto(origin + path);

    await press(page, 'pay');
    const first = await textOf(page);
    await press(other, 'pay');

    expect(first).toContain(words.received);
    expect(first).not.toContain(words.again);
    expect(await page.locator('main a[href^="https://app.example.org/"]').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.dir')).toBe(words.dir);
    expect(await textOf(other)).toContain(words.again);
    expect(await stateOf(paymentId)).toBe('captured');
    expect(await typesHeard()).toEqual(['charge.captured']);
    expect(problems).toEqual([]);
  });

  it('declines and says why', async () => {
    const { page, paymentId } = await opened();

    await choose(page, 'insufficient_funds');
    await press(page, 'pay');

    expect(await textOf(page)).toContain(words.notMade);
    expect(await textOf(page)).toContain(words.noMoney);
    expect(await stateOf(paymentId)).toBe('declined');
    expect(await typesHeard()).toEqual(['charge.declined']);
  });

  it.each([
    ['approve', 'captured'],
    ['refuse', 'declined'],
  ] as const)('asks for the second step and goes on by its answer: %s', async (answer, end) => {
    const { page, paymentId } = await opened();

    await choose(page, 'secure');
    await press(page, 'pay');
    const asked = await textOf(page);
    const overflow = await overflowOf(page);
    await press(page, answer);

    expect([asked.includes(words.bankAsks), overflow]).toEqual([true, 0]);
    expect(await textOf(page)).toContain(answer === 'approve' ? words.received : words.checkFailed);
    expect(await stateOf(paymentId)).toBe(end);
    expect(await typesHeard()).toEqual([`charge.${end}`]);
  });

  it('is left: cancelled at once, or closed until its time is over', async () => {
    const cancelled = await opened();
    await press(cancelled.page, 'cancel');
    const closed = await opened();
    await closed.page.close();

    const before = await stateOf(closed.paymentId);
    app.clock.advance(minutes(20));
    await sandboxOf(app).tick();

    expect(await textOf(cancelled.page)).toContain(words.notMade);
    expect(await stateOf(cancelled.paymentId)).toBe('declined');
    expect([before, await stateOf(closed.paymentId)]).toEqual(['pending', 'expired']);
    expect(await typesHeard()).toEqual(['charge.declined', 'charge.expired']);
  });

  it('takes nothing after its time', async () => {
    const { page, paymentId } = await opened();

    app.clock.advance(minutes(20));
    await press(page, 'pay');

    expect(await textOf(page)).toContain(words.over);
    expect(await page.locator('form').count()).toBe(0);
    expect(await stateOf(paymentId)).toBe('expired');
  });
});
