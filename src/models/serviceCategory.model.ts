import { Schema, Types } from 'mongoose';
import { LOCALES, type Locale } from '../utils/types/actor';
import { SERVICE_KINDS, type ServiceKind } from '../utils/serviceKinds';
import { defineModel, type ModelQuery } from './defineModel';

/** One trade of the catalogue; texts are maps by BCP 47 tag. */
export interface ServiceCategory {
  readonly _id: Types.ObjectId;
  /** Unique; absent once the service is deleted. */
  slug?: string;
  /** Two levels: what has a parent is nobody's parent. */
  parent?: Types.ObjectId;
  kind: ServiceKind;
  icon?: string;
  color?: string;
  sortOrder: number;
  names: Record<string, string>;
  /** The folded names in our languages, so that a name means one service; absent once the service is deleted. */
  nameKeys?: Partial<Record<Locale, string>>;
  descriptions: Record<string, string>;
  /** Words under which people look for it. */
  synonyms: Record<string, string[]>;
  /** Known to what refers to it, but no longer offered. */
  isRetired: boolean;
  /** Kept for a job that was posted in the same instant; gone for everybody else. */
  deletedAt?: Date;
  /** Counts the changes. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<ServiceCategory>({
  slug: String,
  parent: Schema.Types.ObjectId,
  kind: { type: String, enum: SERVICE_KINDS, required: true },
  icon: String,
  color: String,
  sortOrder: { type: Number, required: true },
  names: { type: Schema.Types.Mixed, required: true },
  nameKeys: Schema.Types.Mixed,
  descriptions: { type: Schema.Types.Mixed, required: true },
  synonyms: { type: Schema.Types.Mixed, required: true },
  isRetired: { type: Boolean, required: true },
  deletedAt: Date,
  revision: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ slug: 1 }, { unique: true, partialFilterExpression: { slug: { $exists: true } } });
for (const locale of LOCALES) {
  const key = `nameKeys.${locale}`;
  schema.index({ [key]: 1 }, { unique: true, partialFilterExpression: { [key]: { $exists: true } } });
}
schema.index({ parent: 1 }, { partialFilterExpression: { parent: { $exists: true } } });

/** The whole catalogue is read at once, by design: some dozens of documents, kept in memory for a second. */
export const serviceCategoryQueries: readonly ModelQuery[] = [
  { name: 'children', filter: { parent: new Types.ObjectId() } },
];

export const ServiceCategoryModel = defineModel<ServiceCategory>({
  name: 'ServiceCategory',
  collection: 'serviceCategories',
  schema,
  queries: serviceCategoryQueries,
});
