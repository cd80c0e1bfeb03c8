import { ContactMessageModel, type ContactMessage } from '../../models/contactMessage.model';
import { after, minutes, seconds, type Clock } from '../../utils/clock';
import { withDeadline } from '../../utils/deadline';
import { Conflict } from '../../utils/errors';
import { idOf } from '../../utils/ids';
import { t } from '../../utils/i18n';
import { inTransaction } from '../../utils/transaction';
import { systemActor, type Locale } from '../../utils/types/actor';
import type { Logger } from '../../utils/types/logger';
import type { Outbox } from '../outbox/outbox.service';
import type { Mailer } from '../providers/mail/provider';
import { contactMessageWorkflow } from '../workflows/contactMessage.workflow';
import { transition } from '../workflows/workflow';

export interface SendingDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  /** The address of the team. */
  readonly contactEmail: string;
  /** Tests wait less. */
  readonly sendMs?: number;
}

/** Mails a stored message to the team and notes how that went; gives whether it was sent. */
export type SendStored = (message: ContactMessage) => Promise<boolean>;

/** The whole answer is due five seconds after the request: what is left of them is for the note of what became of it. */
const SEND_MS = seconds(4.5);
/** What is tried again, and when; whoever dealt with all of it sees the rest in the inbox. */
const RETRY_MINUTES = [1, 5, 15, 60, 180, 360, 720];
/** The team reads one language, whatever the writer's is. */
const TEAM_LOCALE: Locale = 'en';

/** Makes the sending: one key for each message, so that a mail whose answer was lost is not sent twice. */
export const makeSendStored =
  (deps: SendingDeps): SendStored =>
  async (message) => {
    const isSent = await mail(deps, message);
    try {
      await (isSent ? noteSent(deps, message) : noteFailed(deps, message));
    } catch (error) {
      if (!(error instanceof Conflict)) {
        throw error;
      }
      // Staff has closed it, or another process has sent it meanwhile.
    }
    return isSent;
  };

async function mail(deps: SendingDeps, message: ContactMessage): Promise<boolean> {
  const { mailer, contactEmail: to, logger, sendMs = SEND_MS } = deps;
  const signal = AbortSignal.timeout(sendMs);
  const idempotencyKey = `contact:${idOf(message)}`;
  try {
    await withDeadline(sendMs, mailer.send({ ...contentOf(message), to, idempotencyKey, signal }));
    return true;
  } catch (error) {
    logger.warn('contact message not sent', { contactMessageId: idOf(message), error });
    return false;
  }
}

/** Everything that the writer typed is text; the subject loses its line breaks where mails are laid out. */
const contentOf = ({ name, email, message }: ContactMessage) => ({
  locale: TEAM_LOCALE,
  subject: t(TEAM_LOCALE, 'contactForm.subject', { name }),
  paragraphs: [t(TEAM_LOCALE, 'contactForm.intro'), ...message.split(/\r?\n/).filter(Boolean)],
  facts: [
    { label: t(TEAM_LOCALE, 'contactForm.name'), value: name },
    { label: t(TEAM_LOCALE, 'contactForm.email'), value: email },
  ],
  isSecurity: false,
});

const noteSent = ({ clock, outbox }: SendingDeps, { _id, tries }: ContactMessage): Promise<void> =>
  inTransaction(
    async (tx) => {
      const at = clock.now();
      await transition(tx, ContactMessageModel, contactMessageWorkflow, 'send', {
        id: idOf(_id),
        actor: systemActor,
        at,
        set: { isWaiting: false, tries: tries + 1, sentAt: at, updatedAt: at },
        unset: ['nextTryAt'],
      });
      const fact = { contactMessageId: idOf(_id), tries: tries + 1 };
      await outbox.record(tx, 'contactMessage.sent', fact, { actor: systemActor });
    },
    { remember: false },
  );

const noteFailed = ({ clock, outbox }: SendingDeps, { _id, tries }: ContactMessage): Promise<void> =>
  inTransaction(
    async (tx) => {
      const at = clock.now();
      const wait = RETRY_MINUTES[tries];
      const nextTryAt = wait === undefined ? undefined : after(at, minutes(wait));
      await transition(tx, ContactMessageModel, contactMessageWorkflow, 'fail', {
        id: idOf(_id),
        actor: systemActor,
        at,
        guard: { tries },
        set: { tries: tries + 1, nextTryAt, updatedAt: at },
        unset: nextTryAt ? [] : ['nextTryAt'],
      });
      const fact = { contactMessageId: idOf(_id), tries: tries + 1, isGivenUp: nextTryAt === undefined };
      await outbox.record(tx, 'contactMessage.failed', fact, { actor: systemActor });
    },
    { remember: false },
  );
