import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { DevMessageModel, type DevMessage } from '../../src/models/devMessage.model';
import type { MailName, NoticeName, Outgoing } from '../../src/services/notices/channel';
import { newId } from '../../src/utils/ids';
import { english } from '../../src/utils/texts';
import { inTransaction } from '../../src/utils/transaction';
import type { Locale } from '../../src/utils/types/actor';
import { aUser, type MadeUser } from '../factories/user';
import { startTestApp } from '../helpers/app';
import { startBrowser } from '../helpers/browser';

const app = startTestApp();
const browser = startBrowser();

const PHONE = { width: 360, height: 740 };
const DIRECTION = { en: 'ltr', ar: 'rtl' } as const;
/** What somebody may write as a title or a reason: markup, and a word that is longer than a line. */
const HOSTILE = `<b id="x">&"'</b> ${'ط'.repeat(60)}`;
const JOB = newId().toHexString();

/** Every parameter that a text may have. */
const params = Object.fromEntries(
  [...JSON.stringify(english).matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => [
    name,
    name === 'count' ? 3 : HOSTILE,
  ]),
);

const namesOf = (family: 'notice' | 'mail', part: string): string[] =>
  Object.keys(english).flatMap((key) => {
    const [first, name = '', last] = key.split('.');
    return first === family && last === part ? [name] : [];
  });

const outgoing = ({ id, user }: MadeUser, overrides: Partial<Outgoing>): Outgoing => ({
  receiver: { id, locale: user.locale, firstName: 'Mona', email: user.email ?? '' },
  type: 'status',
  params,
  data: { jobId: JOB },
  at: app.clock.now(),
  dedupeKey: newId().toHexString(),
  signal: new AbortController().signal,
  ...overrides,
});

/** Sends every mail there is to one person, and takes them out of the developer inbox. */
async function allMails(locale: Locale): Promise<DevMessage[]> {
  const mona = await aUser(app, { locale });
  const tokenId = await inTransaction((tx) =>
    app.container.oneTimeTokens.issue(tx, {
      purpose: 'resetPassword',
      userId: mona.id,
      email: mona.user.email ?? '',
    }),
  );
  const facts = [
    ['reason', HOSTILE],
    ['time', app.clock.now()],
  ] as const;
  for (const name of namesOf('notice', 'title') as NoticeName[]) {
    await app.container.notices.mail(outgoing(mona, { name }));
  }
  for (const template of namesOf('mail', 'subject') as MailName[]) {
    await app.container.notices.mail(
      outgoing(mona, { type: 'security', mail: { template, facts, tokenId } }),
    );
  }
  return DevMessageModel.find({ channel: 'email' }).lean<DevMessage[]>();
}

interface Seen {
  readonly lang: string;
  readonly direction: string;
  readonly alignment: string;
  readonly width: number;
  readonly made: number;
  readonly links: readonly string[];
  readonly text: string;
}

/** What a reader of the mail sees, measured in the page. */
const seenIn = (page: Page): Promise<Seen> =>
  page.evaluate<Seen>(`({
    lang: document.documentElement.lang,
    direction: getComputedStyle(document.querySelector('h1')).direction,
    alignment: getComputedStyle(document.querySelector('h1')).textAlign,
    width: document.documentElement.scrollWidth,
    made: document.querySelectorAll('b, img, script, #x').length,
    links: [...document.querySelectorAll('a')].map(({ href }) => href),
    text: document.body.innerText,
  })`);

describe.each(['en', 'ar'] as const)('the mails in %s', (locale) => {
  it('read in the right direction, fit a phone, lead somewhere, and show what people wrote as text', async () => {
    const mails = await allMails(locale);
    const { page, problems } = await browser.openPage('about:blank');
    await page.setViewportSize(PHONE);

    for (const { subject, html, text } of mails) {
      await page.setContent(html ?? '');
      const { links, text: shown, ...seen } = await seenIn(page);

      expect({ subject, ...seen }).toEqual({
        subject,
        lang: locale,
        direction: DIRECTION[locale],
        alignment: locale === 'ar' ? 'right' : 'left',
        width: PHONE.width,
        made: 0,
      });
      // Whatever leads somewhere does so in the text part, too.
      expect(links.filter((link) => !text.includes(link))).toEqual([]);
      expect(shown.includes('<b id="x">')).toBe(text.includes('<b id="x">'));
    }

    expect(mails.length).toBe(namesOf('notice', 'title').length + namesOf('mail', 'subject').length);
    expect(problems).toEqual([]);
  });

  it('of what happens lead to the job and to where their kind is switched off; those about safety to neither', async () => {
    const mails = await allMails(locale);

    const [usual, safety] = [true, false].map((isUsual) =>
      mails.filter(({ html }) => html?.includes('/notifications/unsubscribe') === isUsual),
    );

    expect(usual).toHaveLength(namesOf('notice', 'title').length);
    expect(
      usual?.every(({ html, text }) => html?.includes(`/jobs/${JOB}`) && text.includes(`/jobs/${JOB}`)),
    ).toBe(true);
    expect(safety).toHaveLength(namesOf('mail', 'subject').length);
  });
});

describe.each([
  ['en', 'Switch them off', 'Switched off'],
  ['ar', 'أوقفها', 'تم الإيقاف'],
] as const)('the page that switches mails off in %s', (locale, button, done) => {
  it('asks, takes one click, and says what it did, also on a phone', async () => {
    const mona = await aUser(app, { locale });
    const link = app.container.unsubscribing.linkOf({
      userId: mona.id,
      kind: 'dispute',
      locale,
      at: app.clock.now(),
    });
    const { port } = app.server.address() as AddressInfo;
    const { pathname, search } = new URL(link);
    const { page, problems } = await browser.openPage(`http://127.0.0.1:${port}${pathname}${search}`);
    await page.setViewportSize(PHONE);

    const before = await page.evaluate(
      '[document.documentElement.dir, document.documentElement.scrollWidth]',
    );
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: done }).waitFor();

    expect(before).toEqual([DIRECTION[locale], PHONE.width]);
    expect(problems).toEqual([]);
    const { body } = await mona.as.get('/api/users/preferences');
    expect(body.data.events.dispute).toEqual({ push: true, email: false });
  });
});
