import { UserModel, type User } from '../models/user.model';
import type { OtpChannel, OtpPurpose } from '../models/otp.model';
import { BadRequest, Conflict, Unauthenticated, Unavailable } from '../utils/errors';
import { toObjectId } from '../utils/ids';
import { inTransaction } from '../utils/transaction';
import { systemActor, type Locale, type UserActor } from '../utils/types/actor';
import { otpKeys, type OtpCodes } from './otp/codes';
import type { OtpSendLimits } from './otp/sendLimits';
import type { SmsProvider } from './providers/sms/provider';

/** What anybody may ask a code for. */
export const REQUESTED_PURPOSES = ['login', 'verifyPhone', 'confirmOwner'] as const;
export type RequestedPurpose = (typeof REQUESTED_PURPOSES)[number];

export interface CodeRequest {
  readonly purpose: RequestedPurpose;
  /** E.164; absent: the actor’s own. */
  readonly phone?: string | undefined;
  readonly actor?: UserActor | undefined;
  readonly locale: Locale;
  readonly ip: string | undefined;
}

/** What the one who asked is told: the same whether the phone is known or not. */
export interface SentCode {
  readonly phone: string;
  readonly channel: OtpChannel;
  readonly length: number;
  readonly expiresAt: Date;
  readonly resendAfterSeconds: number;
}

/** A code to be sent to a phone that is known to be the right one to ask. */
export interface PhoneToAsk {
  readonly key: string;
  readonly purpose: OtpPurpose;
  readonly phone: string;
  readonly actor?: UserActor | undefined;
  readonly locale: Locale;
  readonly ip: string | undefined;
  /** Another one, because the first did not come: as a text message at once. */
  readonly isRepeat?: boolean;
}

export interface OtpService {
  /** Sends a code: by WhatsApp first. */
  send(request: CodeRequest): Promise<SentCode>;
  /** Sends another one, as a text message. */
  resend(request: CodeRequest): Promise<SentCode>;
  /** Sends a code for an act of this server’s own. */
  ask(phone: PhoneToAsk): Promise<SentCode>;
  /** Whether codes can be sent at all. */
  readonly isOpen: boolean;
}

export interface OtpDeps {
  readonly codes: Pick<OtpCodes, 'issue'>;
  readonly sendLimits: OtpSendLimits;
  readonly sms: Pick<SmsProvider, 'channels'>;
}

/** Makes the service that sends codes to phones. */
export function makeOtpService(deps: OtpDeps): OtpService {
  const ask = makeAsk(deps);
  return {
    ask,
    send: async (request) => ask(await addressed(request)),
    resend: async (request) => ask({ ...(await addressed(request)), isRepeat: true }),
    isOpen: deps.sms.channels.length > 0,
  };
}

function makeAsk({ codes, sendLimits, sms }: OtpDeps): OtpService['ask'] {
  return async ({ key, purpose, phone, actor, locale, ip, isRepeat = false }) => {
    const [first] = sms.channels;
    if (first === undefined) {
      throw new Unavailable('otp.unavailable');
    }
    const channel = isRepeat ? 'sms' : first;
    const { resendAfterSeconds } = await sendLimits.consume(phone, ip);
    const by = actor ?? systemActor;
    const sent = await inTransaction((tx) => codes.issue(tx, { key, purpose, phone, channel, locale, by }));
    return { phone, channel, ...sent, resendAfterSeconds };
  };
}

async function addressed({ purpose, phone, actor, ...rest }: CodeRequest): Promise<PhoneToAsk> {
  if (purpose === 'login') {
    if (phone === undefined) {
      throw new BadRequest('otp.phoneMissing');
    }
    return { ...rest, purpose, phone, key: otpKeys.login(phone) };
  }
  if (!actor) {
    throw new Unauthenticated('auth.required');
  }
  const own = await UserModel.findById(toObjectId(actor.id), { phone: 1, phoneVerifiedAt: 1 })
    .orFail()
    .lean<User>();
  return purpose === 'verifyPhone'
    ? { ...rest, purpose, actor, phone: toVerify(own, phone), key: otpKeys.ownPhone(actor.id) }
    : { ...rest, purpose, actor, phone: verified(own), key: otpKeys.confirmOwner(actor.id) };
}

/** The phone that the account names, or its first one; a verified one is changed, not verified anew. */
function toVerify({ phone, phoneVerifiedAt }: User, given = phone): string {
  if (phoneVerifiedAt) {
    throw new Conflict('otp.phoneVerified');
  }
  if (given === undefined) {
    throw new BadRequest('otp.phoneMissing');
  }
  return given;
}

function verified({ phone, phoneVerifiedAt }: User): string {
  if (phone === undefined || !phoneVerifiedAt) {
    throw new Conflict('otp.noPhone');
  }
  return phone;
}
