import { Schema } from 'mongoose';
import { SOCIAL_PROVIDERS, type SocialProvider } from '../../utils/socialProviders';

/** Somebody else's word for who this is: a user of our Firebase project. */
export interface SocialIdentity {
  uid: string;
  /** By which he came last. */
  provider: SocialProvider;
  linkedAt: Date;
}

/** The stored form of a social login; a part of its user. */
export const socialSchema = new Schema<SocialIdentity>(
  {
    uid: { type: String, required: true },
    provider: { type: String, enum: SOCIAL_PROVIDERS, required: true },
    linkedAt: { type: Date, required: true },
  },
  { _id: false },
);
