import type { ActivityService } from '../../activity.service';
import type { TellMessage } from '../../conversations/telling';
import type { RefreshListing } from '../../craftsmen/listing';
import type { DeviceService } from '../../device.service';
import type { MatchJob } from '../../matching/matchJob';
import type { TellMatched } from '../../matching/tellMatched';
import type { MediaService } from '../../media.service';
import type { OneTimeTokenService } from '../../oneTimeToken.service';
import type { DeliverCode } from '../../otp/delivering';
import type { TellOldPhone } from '../../otp/tellingOldPhone';
import type { PasswordService } from '../../password.service';
import type { PhonePasswords } from '../../passwords/byPhone';
import type { Gateway } from '../../realtime/gateway';
import type { Realtime } from '../../realtime/realtime';
import type { NotificationService } from '../../notification.service';
import type { Channels } from '../../notices/channel';
import type { Erasures } from '../../privacy/erasures';
import type { Refunds } from '../../payments/refunds';
import type { StaffService } from '../../staff.service';
import type { WithdrawalSending } from '../../withdrawals/sending';
import type { Clock } from '../../../utils/clock';
import type { EventMap } from '../events';
import { makeOn, type HandlerMap } from '../on';

/** What handlers may use; the composition root gives it. It grows with the effects. */
export interface HandlerDeps {
  readonly activities: Pick<ActivityService, 'record'>;
  readonly clock: Clock;
  readonly notices: Channels;
  readonly deliverCode: DeliverCode;
  readonly devices: Pick<DeviceService, 'forgetSessions'>;
  readonly mediaLibrary: Pick<MediaService, 'erase'>;
  readonly notifications: Pick<NotificationService, 'markThrough'>;
  /** Writes the links that mails carry. */
  readonly oneTimeTokens: Pick<OneTimeTokenService, 'linkOf'>;
  readonly passwordService: Pick<PasswordService, 'sendLink'>;
  readonly phonePasswords: Pick<PhonePasswords, 'sendCode'>;
  readonly realtime: Realtime;
  /** Makes anew what lists find a craftsman by. */
  readonly refreshListing: RefreshListing;
  readonly refunds: Pick<Refunds, 'drive'>;
  readonly erasures: Pick<Erasures, 'sweep'>;
  readonly gateway: Pick<Gateway, 'closeSessions'>;
  readonly staff: Pick<StaffService, 'closeLateBusiness'>;
  /** Chooses whom a new job is offered to. */
  readonly matchJob: MatchJob;
  readonly tellMatched: TellMatched;
  readonly tellMessage: TellMessage;
  readonly tellOldPhone: TellOldPhone;
  readonly withdrawalSending: Pick<WithdrawalSending, 'send'>;
}

export type AppHandlers = HandlerMap<EventMap, HandlerDeps>;

/** One effect of one event of this application. */
export const on = makeOn<EventMap, HandlerDeps>();
