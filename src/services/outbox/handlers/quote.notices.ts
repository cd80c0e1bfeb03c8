import { formatMoney } from '../../../config/money';
import type { Id } from '../../../utils/ids';
import type { TextParams } from '../../../utils/i18n';
import { money } from '../../../utils/money';
import type { Receiver } from '../../notices/receiver';
import type { OfferFact, QuoteFact } from '../events/quote.events';
import { notice } from './notice';
import { WIDELY } from './widely';

const data = ({ quoteId, jobId }: QuoteFact): Record<string, Id> => ({ quoteId, jobId });
const titled = ({ title }: QuoteFact): TextParams => ({ title });
const offered = ({ title, price, currency }: QuoteFact & OfferFact, { locale }: Receiver): TextParams => ({
  title,
  price: formatMoney(money(price, currency), locale),
});

const common = { type: 'quote', channels: WIDELY, data } as const;
const toClient = { ...common, to: ({ clientId }: QuoteFact): Id => clientId } as const;
const toCraftsman = { ...common, to: ({ craftsmanId }: QuoteFact): Id => craftsmanId } as const;

export const quoteSubmittedNotices = notice('quote.submitted', {
  ...toClient,
  name: 'quoteSubmitted',
  params: offered,
});
export const quoteRevisedNotices = notice('quote.revised', {
  ...toClient,
  name: 'quoteRevised',
  params: offered,
});
export const quoteConfirmedNotices = notice('quote.confirmed', {
  ...toClient,
  name: 'quoteConfirmed',
  params: offered,
});
export const quoteWithdrawnNotices = notice('quote.withdrawn', {
  ...toClient,
  name: 'quoteWithdrawn',
  params: titled,
});
export const quoteAcceptedNotices = [
  ...notice('quote.accepted', {
    ...toCraftsman,
    name: 'quoteAccepted',
    params: offered,
    when: ({ isFirm }) => isFirm,
  }),
  ...notice('quote.accepted', {
    ...toCraftsman,
    name: 'quoteAcceptedUnpaid',
    params: offered,
    when: ({ isFirm }) => !isFirm,
  }),
];
export const quoteDeclinedNotices = notice('quote.declined', {
  ...toCraftsman,
  name: 'quoteDeclined',
  params: titled,
});
export const quoteExpiredNotices = notice('quote.expired', {
  ...toCraftsman,
  name: 'quoteExpired',
  params: titled,
});
export const quoteUnconfirmedNotices = notice('quote.needsConfirmation', {
  ...toCraftsman,
  name: 'quoteNeedsConfirmation',
  params: titled,
});
