import type { Logger } from '../../utils/types/logger';
import { hours } from '../../utils/clock';
import { t } from '../../utils/i18n';
import type { Id } from '../../utils/ids';
import { findReceiver } from '../notices/receiver';
import type { OneTimeTokenService } from '../oneTimeToken.service';
import type { SmsProvider } from '../providers/sms/provider';

/** Tells a phone that is no longer the account’s how to take the account back. */
export type TellOldPhone = (
  fact: { readonly userId: Id; readonly from?: string; readonly undoTokenId?: Id },
  delivery: { readonly key: string; readonly signal: AbortSignal },
) => Promise<void>;

export interface TellOldPhoneDeps {
  readonly logger: Pick<Logger, 'warn'>;
  readonly sms: Pick<SmsProvider, 'send'>;
  readonly links: Pick<OneTimeTokenService, 'linkOf'>;
}

const VALID_SECONDS = hours(4) / 1_000;

/** Makes it: a text message, for which no template is needed. */
export const makeTellOldPhone =
  ({ logger, sms, links }: TellOldPhoneDeps): TellOldPhone =>
  async ({ userId, from, undoTokenId }, { key, signal }) => {
    const link = undoTokenId === undefined ? undefined : await links.linkOf(undoTokenId);
    const receiver = await findReceiver(userId);
    if (from === undefined || link === undefined || !receiver) {
      return; // there is nothing to take back, or no more
    }
    const { locale } = receiver;
    const text = t(locale, 'sms.phoneChanged', { link });
    const message = { channel: 'sms', to: from, text, locale, validSeconds: VALID_SECONDS } as const;
    const result = await sms.send({ ...message, idempotencyKey: key, signal });
    if (result.state === 'refused') {
      logger.warn('old phone not told of the change', { userId, reason: result.reason });
    }
  };
