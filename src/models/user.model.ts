import { Schema, type Types } from 'mongoose';
import { LOCALES, ROLES, type Locale, type Role } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

export interface User {
  readonly _id: Types.ObjectId;
  /** Absent for accounts known by phone alone. */
  email?: string;
  /** The e-mail folded for comparison: lower case, NFKC; unique. */
  emailKey?: string;
  emailVerifiedAt?: Date;
  /** E.164; absent, never null. */
  phone?: string;
  phoneVerifiedAt?: Date;
  passwordHash?: string;
  passwordChangedAt?: Date;
  firstName?: string;
  lastName?: string;
  roles: Role[];
  /** The active one of `roles`. */
  role?: Role;
  locale: Locale;
  preferences?: Preferences;
  bio?: string;
  ban?: Ban;
  lastLoginAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

/** Where notices go; absent parts have their defaults. */
export interface Preferences {
  channels?: { push?: boolean; email?: boolean; sms?: boolean };
  /** `HH:MM` in the market's time zone; may run over midnight. */
  quietHours?: { from: string; to: string };
}

export interface Ban {
  level: 'restricted' | 'suspended' | 'banned';
  reason: string;
  by: Types.ObjectId;
  at: Date;
  until?: Date;
}

const banSchema = new Schema<Ban>(
  {
    level: { type: String, enum: ['restricted', 'suspended', 'banned'], required: true },
    reason: { type: String, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    until: Date,
  },
  { _id: false },
);

const preferencesSchema = new Schema<Preferences>(
  {
    channels: { type: new Schema({ push: Boolean, email: Boolean, sms: Boolean }, { _id: false }) },
    quietHours: { type: new Schema({ from: String, to: String }, { _id: false }) },
  },
  { _id: false },
);

const schema = new Schema<User>({
  email: String,
  emailKey: String,
  emailVerifiedAt: Date,
  phone: String,
  phoneVerifiedAt: Date,
  passwordHash: String,
  passwordChangedAt: Date,
  firstName: String,
  lastName: String,
  roles: { type: [{ type: String, enum: ROLES }], required: true },
  role: { type: String, enum: ROLES },
  locale: { type: String, enum: LOCALES, required: true },
  preferences: preferencesSchema,
  bio: String,
  ban: banSchema,
  lastLoginAt: Date,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});

schema.index({ emailKey: 1 }, { unique: true, partialFilterExpression: { emailKey: { $exists: true } } });
schema.index({ phone: 1 }, { unique: true, partialFilterExpression: { phone: { $exists: true } } });

export const userQueries: readonly ModelQuery[] = [
  { name: 'by e-mail', filter: { emailKey: 'a@example.org' } },
  { name: 'by phone', filter: { phone: '+201000000000' } },
];

export const UserModel = defineModel<User>({
  name: 'User',
  collection: 'users',
  schema,
  queries: userQueries,
});
