import { Schema } from 'mongoose';
import type { ActorRole } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

/** One overridden figure. A list, because keys hold dots. */
export interface SettingOverride {
  scope: string;
  key: string;
  value: unknown;
}

export interface SettingChange {
  scope: string;
  key: string;
  before?: unknown;
  after?: unknown;
}

/** All overrides as they stood from one change to the next; never edited, so that a job can pin its version. */
export interface SettingVersion {
  /** 1, 2, 3, …; version 0 is the catalogue itself and has no document. */
  _id: number;
  values: SettingOverride[];
  changes: SettingChange[];
  by: { id: string; role?: ActorRole };
  reason?: string;
  at: Date;
}

const place = { scope: { type: String, required: true }, key: { type: String, required: true } };
const override = new Schema({ ...place, value: Schema.Types.Mixed }, { _id: false });
const change = new Schema(
  { ...place, before: Schema.Types.Mixed, after: Schema.Types.Mixed },
  { _id: false },
);
const by = new Schema({ id: { type: String, required: true }, role: String }, { _id: false });

const schema = new Schema<SettingVersion>({
  _id: { type: Number, required: true },
  values: { type: [override], required: true },
  changes: { type: [change], required: true },
  by: { type: by, required: true },
  reason: String,
  at: { type: Date, required: true },
});

export const settingQueries: readonly ModelQuery[] = [
  { name: 'latest', filter: { _id: { $gt: 0 } }, sort: { _id: -1 } },
  { name: 'history', filter: { _id: { $lte: 1, $gt: 0 } }, sort: { _id: -1 } },
];

export const SettingModel = defineModel<SettingVersion>({
  name: 'Setting',
  collection: 'settings',
  schema,
  queries: settingQueries,
});
