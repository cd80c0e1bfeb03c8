import type { AddressInfo } from 'node:net';
import { startTestApp } from '../helpers/app';
import { startBrowser } from '../helpers/browser';

const app = startTestApp();
const browser = startBrowser();

const origin = (): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

describe('the documentation page', () => {
  it('shows the operations, all from our own origin', async () => {
    const { page, requests, problems } = await browser.openPage(`${origin()}/api/docs`);

    const operation = page.locator('.opblock', { hasText: 'Can requests be served now?' }).first();
    await operation.waitFor({ state: 'visible' });

    expect(await page.title()).toBe('Craftworks API');
    expect(await page.locator('.topbar').count()).toBe(0);
    expect(requests.filter((url) => !url.startsWith(`${origin()}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(requests.some((url) => url.endsWith('/openapi.json'))).toBe(true);
    expect(problems).toEqual([]);
  });

  it('unfolds an operation to its answers, with examples of errors in both languages', async () => {
    const { page, problems } = await browser.openPage(`${origin()}/docs`);

    await page
      .locator('.opblock', { hasText: '/health/live' })
      .first()
      .locator('.opblock-summary-control')
      .click();
    const answers = page.locator('.opblock.is-open .responses-table').first();
    await answers.waitFor({ state: 'visible' });
    const shown = await answers.innerText();

    expect(shown).toContain('request.tooMany');
    expect(await answers.locator('option').allInnerTexts()).toContain('request.tooMany (ar)');
    expect(problems).toEqual([]);
  });
});
