import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from './programs';

export interface OpenedPage {
  readonly page: Page;
  /** Every address that the page asked for. */
  readonly requests: readonly string[];
  /** Errors on the console, exceptions, and requests that failed. */
  readonly problems: readonly string[];
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Names lead nowhere: a page that reaches out fails as a request that failed.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export interface TestBrowser {
  /** Opens an address in a fresh profile of its own and notes what the page does. */
  openPage(url: string): Promise<OpenedPage>;
}

/** One Chromium for the tests of a file, ended after them; pages are closed after each test. */
export function startBrowser(): TestBrowser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) {
      await context.close();
    }
  });
  afterAll(() => browser?.close());
  return {
    async openPage(url) {
      if (!browser) {
        throw new Error('pages are opened in tests, when the browser runs');
      }
      return open(browser, url);
    },
  };
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('Chromium is not installed (Debian: apt-get install chromium), or set CHROMIUM_BINARY');
  }
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: FLAGS });
}

async function open(browser: Browser, url: string): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) =>
    problems.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`),
  );
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      problems.push(`${response.status()}: ${response.url()}`);
    }
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return { page, requests, problems };
}
