import type { PayPage } from '../../services/sandbox.service';
import { isTextKey, t } from '../../utils/i18n';
import { idOf } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';

/** What the pay page shows. */
export interface ShownPayPage {
  readonly id: string;
  readonly locale: Locale;
  readonly state: PayPage['charge']['state'];
  readonly isNew: boolean;
  readonly amount: string;
  readonly payer: string;
  readonly description: string;
  readonly until: string;
  /** Why it was declined, in words. */
  readonly reason: string;
  readonly returnUrl: string | undefined;
}

/** A charge for its payer. */
export function presentPayPage({ charge, isNew, locale, amount, until }: PayPage): ShownPayPage {
  const key = `sandbox.reason.${charge.reason ?? 'other'}`;
  return {
    id: idOf(charge),
    locale,
    state: charge.state,
    isNew,
    amount,
    payer: charge.payerName,
    description: charge.description,
    until,
    reason: t(locale, isTextKey(key) ? key : 'sandbox.reason.other'),
    // A link may only lead to the web, never run anything.
    returnUrl: /^https?:\/\//.test(charge.returnUrl) ? charge.returnUrl : undefined,
  };
}
