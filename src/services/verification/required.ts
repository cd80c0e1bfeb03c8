import type { Types } from 'mongoose';
import { BadRequest } from '../../utils/errors';
import { fold } from '../../utils/fold';
import { t } from '../../utils/i18n';
import { idOf } from '../../utils/ids';
import type { Locale } from '../../utils/types/actor';
import type { SettingsView } from '../settings/view';

/** The kinds of documents that a craftsman of this service must show, as staff has set them. */
export const requiredDocumentsOf = (
  figures: SettingsView,
  serviceId: Types.ObjectId | null | undefined,
): readonly string[] =>
  figures.get('verification.requiredDocuments', serviceId ? { serviceId: idOf(serviceId) } : {}).craftsman;

/** 400 with the list of what is missing; how a kind is written, in capitals or not, is all one. */
export function assertComplete(
  required: readonly string[],
  given: readonly { readonly docType: string }[],
  locale: Locale,
): void {
  const kinds = new Set(given.map(({ docType }) => fold(docType)));
  const missing = required.filter((docType) => !kinds.has(fold(docType)));
  if (missing.length > 0) {
    const errors = missing.map((docType) => ({
      field: 'verificationDocs',
      message: t(locale, 'message.documentMissing', { docType }),
    }));
    throw new BadRequest('verification.documentsMissing', { pub: { errors, missing } });
  }
}
