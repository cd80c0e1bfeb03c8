import { OtpModel, type Otp, type OtpChannel, type OtpDelivery } from '../../models/otp.model';
import { after, seconds, type Clock } from '../../utils/clock';
import { UpstreamError } from '../../utils/errors';
import { t } from '../../utils/i18n';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { Logger } from '../../utils/types/logger';
import { later, type Later } from '../outbox/on';
import type { SmsProvider } from '../providers/sms/provider';
import type { OtpCodes } from './codes';

/** Brings a code to its phone: by WhatsApp, and as a text message when that is refused, fails or takes too long. */
export type DeliverCode = (
  sending: { readonly otpId: Id; readonly sendId: Id },
  signal: AbortSignal,
) => Promise<Later | undefined>;

export interface DeliverCodeDeps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly sms: SmsProvider;
  readonly codes: Pick<OtpCodes, 'codeOf'>;
}

/** How long WhatsApp gets to reach the phone, and how often we ask. */
const PATIENCE_MS = seconds(20);
const LOOK_AGAIN_MS = seconds(4);

/** Makes the bringing of codes. It runs behind the outbox: what was begun before a crash goes on after it, with the same code. */
export function makeDeliverCode(deps: DeliverCodeDeps): DeliverCode {
  return async ({ otpId, sendId }, signal) => {
    const otp = await OtpModel.findOne({ _id: toObjectId(otpId), sendId: toObjectId(sendId) }).lean<Otp>();
    if (!otp || otp.usedAt || otp.expiresAt <= deps.clock.now()) {
      return undefined; // another was sent, it was used, or it is too old
    }
    return otp.delivery ? follow(otp, otp.delivery, { ...deps, signal }) : send(otp, { ...deps, signal });
  };
}

type Sending = DeliverCodeDeps & { readonly signal: AbortSignal };

async function send(otp: Otp, deps: Sending): Promise<Later | undefined> {
  const isOpen = deps.sms.channels.includes(otp.channel);
  return otp.channel === 'whatsapp' && isOpen ? sendByWhatsApp(otp, deps) : sendByText(otp, deps);
}

async function sendByWhatsApp(otp: Otp, deps: Sending): Promise<Later | undefined> {
  const carrierId = await hand(otp, 'whatsapp', deps).catch((error: unknown) => {
    deps.signal.throwIfAborted();
    // An outage of this way is no reason to wait: there is another one.
    deps.logger.warn('code not taken by WhatsApp', { sendId: idOf(otp.sendId), reason: reasonOf(error) });
    return undefined;
  });
  if (carrierId === undefined) {
    return sendByText(otp, deps);
  }
  await note(otp, { channel: 'whatsapp', state: 'accepted', carrierId, at: deps.clock.now() });
  return later(after(deps.clock.now(), LOOK_AGAIN_MS));
}

const reasonOf = (error: unknown): unknown => (error instanceof UpstreamError ? error.pvt : String(error));

async function sendByText(otp: Otp, deps: Sending): Promise<undefined> {
  const carrierId = await hand(otp, 'sms', deps);
  const at = deps.clock.now();
  await close(
    otp,
    carrierId === undefined
      ? { channel: 'sms', state: 'failed', at }
      : { channel: 'sms', state: 'accepted', carrierId, at },
  );
}

/** Gives the message to the carrier: his name for it, or undefined when this number gets none on this way. */
async function hand(
  otp: Otp,
  channel: OtpChannel,
  { clock, codes, sms, signal, logger }: Sending,
): Promise<string | undefined> {
  const code = codes.codeOf(otp) ?? '';
  const validSeconds = Math.ceil((otp.expiresAt.getTime() - clock.now().getTime()) / 1_000);
  const result = await sms.send({
    channel,
    to: otp.phone,
    code,
    text: t(otp.locale, 'sms.code', { code, minutes: Math.ceil(validSeconds / 60) }),
    locale: otp.locale,
    validSeconds,
    idempotencyKey: idOf(otp.sendId),
    signal,
  });
  if (result.state === 'refused') {
    logger.warn('code refused for this number', { sendId: idOf(otp.sendId), channel, reason: result.reason });
    return undefined;
  }
  return result.carrierId;
}

/** What became of the WhatsApp message; a text message is not followed. */
async function follow(otp: Otp, delivery: OtpDelivery, deps: Sending): Promise<Later | undefined> {
  const { channel, state, carrierId, at } = delivery;
  if (channel !== 'whatsapp' || state !== 'accepted' || carrierId === undefined) {
    return undefined;
  }
  const now = deps.clock.now();
  const isLate = now.getTime() - at.getTime() >= PATIENCE_MS;
  const found = await deps.sms.lookUp(carrierId).catch((error: unknown) => {
    deps.logger.warn('state of a code not known', { sendId: idOf(otp.sendId), reason: reasonOf(error) });
    return 'underway' as const;
  });
  if (found === 'delivered') {
    await close(otp, { ...delivery, state: 'delivered', at: now });
    return undefined;
  }
  return found === 'failed' || isLate ? sendByText(otp, deps) : later(after(now, LOOK_AGAIN_MS));
}

const thisSending = ({ _id, sendId }: Otp) => ({ _id, sendId });

const note = (otp: Otp, delivery: OtpDelivery) =>
  OtpModel.updateOne(thisSending(otp), { $set: { delivery } }).exec();

/** Nothing more will be sent: the code itself goes. */
const close = (otp: Otp, delivery: OtpDelivery) =>
  OtpModel.updateOne(thisSending(otp), { $set: { delivery }, $unset: { sealedCode: 1 } }).exec();
