import { Schema, Types } from 'mongoose';
import { CONSENT_KINDS, CONSENT_SOURCES, type ConsentKind, type ConsentSource } from '../utils/consents';
import { LOCALES, type Locale } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

/** What somebody agreed to or took back, once; never changed: the latest one of a kind holds. */
export interface Consent {
  readonly _id: Types.ObjectId;
  userId: Types.ObjectId;
  kind: ConsentKind;
  isGiven: boolean;
  /** Of the text that he was shown. */
  version: string;
  /** The language in which he was shown it. */
  locale: Locale;
  source: ConsentSource;
  at: Date;
}

const schema = new Schema<Consent>({
  userId: { type: Schema.Types.ObjectId, required: true },
  kind: { type: String, enum: CONSENT_KINDS, required: true },
  isGiven: { type: Boolean, required: true },
  version: { type: String, required: true },
  locale: { type: String, enum: LOCALES, required: true },
  source: { type: String, enum: CONSENT_SOURCES, required: true },
  at: { type: Date, required: true },
});

schema.index({ userId: 1, at: -1, _id: -1 });

export const consentQueries: readonly ModelQuery[] = [
  { name: 'of a user', filter: { userId: new Types.ObjectId() }, sort: { at: -1, _id: -1 } },
];

export const ConsentModel = defineModel<Consent>({
  name: 'Consent',
  collection: 'consents',
  schema,
  queries: consentQueries,
});
