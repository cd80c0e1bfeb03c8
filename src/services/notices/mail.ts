import type { Clock } from '../../utils/clock';
import { formatInstant, isTextKey, t } from '../../utils/i18n';
import type { Locale } from '../../utils/types/actor';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import { later } from '../outbox/on';
import type { MailContent, Mailer } from '../providers/mail/provider';
import type { UnsubscribeService } from '../unsubscribe.service';
import type { Channel, Fact, MailPart, Outgoing } from './channel';
import { linkOf } from './deepLink';
import { isSecurity, isWanted, orWhenAsked, quietEndOf } from './wishes';

export interface MailChannelDeps {
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly links: Pick<OneTimeTokenService, 'linkOf'>;
  /** Where people live: quiet hours and instants are in this time. */
  readonly timeZone: () => Promise<string>;
  readonly unsubscribing: Pick<UnsubscribeService, 'linkOf'>;
  /** Where a button without a token leads. */
  readonly appUrl: string;
}

type Button = MailContent['button'];

/** Makes the way by e-mail: as the receiver prefers and outside his quiet hours, except for security notices. */
export function makeMailChannel(deps: MailChannelDeps): Channel {
  return async (notice) => {
    const to = notice.mail?.to ?? notice.receiver.email;
    if (to === undefined || !isWanted(notice, 'email')) {
      return undefined;
    }
    const timeZone = await deps.timeZone();
    const quietEnd = quietEndOf(notice, deps.clock.now(), timeZone);
    if (quietEnd) {
      return later(quietEnd);
    }
    const button = await buttonOf(notice, deps);
    if (button === 'gone') {
      return undefined;
    }
    const { dedupeKey: idempotencyKey, signal } = notice;
    const content = { ...contentOf(notice, timeZone), button, unsubscribe: unsubscribeOf(notice, deps) };
    return orWhenAsked(deps.mailer.send({ ...content, to, idempotencyKey, signal }), deps.clock);
  };
}

/** The link of the mail; `gone` when it has been used or has expired, so that there is nothing to send. */
async function buttonOf(
  { mail, receiver, data }: Outgoing,
  { links, appUrl }: MailChannelDeps,
): Promise<Button | 'gone'> {
  if (!mail) {
    return { label: t(receiver.locale, 'mail.layout.open'), url: linkOf(appUrl, data) };
  }
  const key = `mail.${mail.template}.button`;
  if (!isTextKey(key)) {
    return undefined;
  }
  const url = mail.tokenId === undefined ? appUrl : await links.linkOf(mail.tokenId);
  return url === undefined ? 'gone' : { label: t(receiver.locale, key), url };
}

/** Where mails of this kind are switched off; those about the safety of an account cannot be. */
function unsubscribeOf(
  { receiver: { id, locale }, type, at }: Outgoing,
  { unsubscribing }: MailChannelDeps,
): MailContent['unsubscribe'] {
  return type === 'security'
    ? undefined
    : {
        label: t(locale, 'mail.layout.unsubscribe'),
        url: unsubscribing.linkOf({ userId: id, kind: type, locale, at }),
      };
}

/** The mail's own words; a notice without any is sent in the words of the app. */
function contentOf(notice: Outgoing, timeZone: string): Omit<MailContent, 'button'> {
  const { receiver, mail, params } = notice;
  const { locale, firstName } = receiver;
  const words = mail ? mailWords(mail) : noticeWords(notice);
  const facts = (mail?.facts ?? []).flatMap((fact) => shown(fact, locale, timeZone));
  // Whoever holds another address is not told the owner's name.
  const name = mail?.to === undefined ? firstName : undefined;
  return {
    locale,
    subject: t(locale, words.subject, params),
    paragraphs: t(locale, words.body, params).split('\n'),
    facts,
    isSecurity: isSecurity(notice),
    ...(name !== undefined && { name }),
  };
}

const mailWords = ({ template }: MailPart) =>
  ({ subject: `mail.${template}.subject`, body: `mail.${template}.body` }) as const;

function noticeWords({ name }: Outgoing) {
  if (!name) {
    throw new Error('a letter has texts of its own');
  }
  return { subject: `notice.${name}.title`, body: `notice.${name}.body` } as const;
}

function shown([label, value]: Fact, locale: Locale, timeZone: string): { label: string; value: string }[] {
  if (value === undefined) {
    return [];
  }
  const text = typeof value === 'string' ? value : formatInstant(locale, value, timeZone);
  return [{ label: t(locale, `mail.fact.${label}`), value: text }];
}
