import type { ActionList } from '../../services/jobs/actionList';
import type { Preview } from '../../services/jobs/preview';
import { errorText } from '../../utils/errorText';
import { t } from '../../utils/i18n';
import type { Locale } from '../../utils/types/actor';

/** What may be done, and why not in the reader's language. */
export const presentActions = (
  { jobId, status, can, cannot, upcoming }: ActionList,
  locale: Locale,
): object => ({
  jobId,
  status,
  can,
  cannot: cannot.map((refused) => ({ ...refused, message: errorText(refused.code, locale) })),
  upcoming,
});

/** What an action would cost; figures in minor units of the currency beside them. */
export const presentPreview = ({ notes, ...preview }: Preview, locale: Locale): object => ({
  ...preview,
  notes: notes.map((note) => t(locale, note)),
});
