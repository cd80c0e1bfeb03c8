import { Schema, type Types } from 'mongoose';
import { LOCALES, type Locale } from '../utils/types/actor';
import { defineModel, type ModelQuery } from './defineModel';

export const OTP_PURPOSES = ['login', 'verifyPhone', 'confirmOwner', 'changePhone', 'resetPassword'] as const;
export type OtpPurpose = (typeof OTP_PURPOSES)[number];

export const OTP_CHANNELS = ['whatsapp', 'sms'] as const;
export type OtpChannel = (typeof OTP_CHANNELS)[number];

/** How far the message has come, as its carrier says. */
export const OTP_DELIVERIES = ['accepted', 'delivered', 'failed'] as const;

export interface OtpDelivery {
  channel: OtpChannel;
  state: (typeof OTP_DELIVERIES)[number];
  /** The carrier's name for the message. */
  carrierId?: string;
  at: Date;
}

/** The code that was sent last for one purpose to one phone; the next one takes its place. */
export interface Otp {
  readonly _id: Types.ObjectId;
  /** What the code is good for: the purpose, and whose it is. */
  key: string;
  purpose: OtpPurpose;
  /** E.164. */
  phone: string;
  /** Names this code among those that had its place before. */
  sendId: Types.ObjectId;
  /** A keyed hash of the code. */
  codeHash: string;
  /** The code itself, encrypted, as long as it still has to be sent. */
  sealedCode?: string;
  /** On which way it goes first. */
  channel: OtpChannel;
  locale: Locale;
  triesLeft: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt?: Date;
  delivery?: OtpDelivery;
}

const deliverySchema = new Schema<OtpDelivery>(
  {
    channel: { type: String, enum: OTP_CHANNELS, required: true },
    state: { type: String, enum: OTP_DELIVERIES, required: true },
    carrierId: String,
    at: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<Otp>({
  key: { type: String, required: true },
  purpose: { type: String, enum: OTP_PURPOSES, required: true },
  phone: { type: String, required: true },
  sendId: { type: Schema.Types.ObjectId, required: true },
  codeHash: { type: String, required: true },
  sealedCode: String,
  channel: { type: String, enum: OTP_CHANNELS, required: true },
  locale: { type: String, enum: LOCALES, required: true },
  triesLeft: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  usedAt: Date,
  delivery: deliverySchema,
});

schema.index({ key: 1 }, { unique: true });
schema.index({ expiresAt: 1 });

export const otpQueries: readonly ModelQuery[] = [
  { name: 'try', filter: { key: 'login:+201000000000', usedAt: null, triesLeft: { $gt: 0 } } },
  { name: 'purge', filter: { expiresAt: { $gte: new Date(0), $lt: new Date(1) } } },
];

export const OtpModel = defineModel<Otp>({
  name: 'Otp',
  collection: 'otps',
  schema,
  queries: otpQueries,
});
