import type { Model, QueryFilter } from 'mongoose';
import { AbuseReportModel, type AbuseReport } from '../../models/abuseReport.model';
import { ActivityModel, type Activity } from '../../models/activity.model';
import { BlockModel, type Block } from '../../models/block.model';
import { BookmarkModel, type Bookmark } from '../../models/bookmark.model';
import { CraftsmanBookmarkModel, type CraftsmanBookmark } from '../../models/craftsmanBookmark.model';
import { ChangeOrderModel, type ChangeOrder } from '../../models/changeOrder.model';
import { ConsentModel, type Consent } from '../../models/consent.model';
import { ConversationModel, type Conversation } from '../../models/conversation.model';
import { DebtModel, type Debt } from '../../models/debt.model';
import { DeviceModel, type PushDevice } from '../../models/device.model';
import { DisputeModel, type Dispute } from '../../models/dispute.model';
import { DisputeEvidenceModel, type DisputeEvidence } from '../../models/disputeEvidence.model';
import { InvitationModel, type Invitation } from '../../models/invitation.model';
import { JobModel, type Job } from '../../models/job.model';
import type { LedgerLine } from '../../models/ledgerLine.model';
import { MediaModel, type Media } from '../../models/media.model';
import { MessageModel, type Message } from '../../models/message.model';
import { NotificationModel, type Notification } from '../../models/notification.model';
import { PaymentModel, type Payment } from '../../models/payment.model';
import { PayoutDetailsModel, type PayoutDetails } from '../../models/payoutDetails.model';
import { ownLines } from '../../models/queries/ownMoney.query';
import { QuoteModel, type Quote } from '../../models/quote.model';
import { RefundModel, type Refund } from '../../models/refund.model';
import { ReviewModel, type Review } from '../../models/review.model';
import { SessionModel, type Session } from '../../models/session.model';
import { SettlementOfferModel, type SettlementOffer } from '../../models/settlementOffer.model';
import { UserModel, type User } from '../../models/user.model';
import { VerificationModel, type Verification } from '../../models/verification.model';
import { WithdrawalModel, type Withdrawal } from '../../models/withdrawal.model';
import { toObjectId, type Id } from '../../utils/ids';

/**
 * What a person gets when he asks for all that is his: one section after the other, each read as it is sent. What others
 * wrote is in none of them but reviews about him that are revealed, which are everybody's to read.
 */
export interface ExportRows {
  profile: User;
  consents: Consent;
  sessions: Session;
  devices: PushDevice;
  /** Posted by him. */
  jobs: Job;
  /** For which he was hired. */
  jobsDone: Job;
  quotes: Quote;
  invitations: Invitation;
  invitationsSent: Invitation;
  changeOrders: ChangeOrder;
  reviewsWritten: Review;
  reviewsReceived: Review;
  messages: Message;
  payments: Payment;
  refunds: Refund;
  ledger: LedgerLine;
  payoutDetails: PayoutDetails;
  withdrawals: Withdrawal;
  debts: Debt;
  disputes: Dispute;
  evidence: DisputeEvidence;
  settlementOffers: SettlementOffer;
  reports: AbuseReport;
  notifications: Notification;
  activities: Activity;
  bookmarks: Bookmark;
  craftsmanBookmarks: CraftsmanBookmark;
  blocks: Block;
  verifications: Verification;
  files: Media;
}

export type ExportName = keyof ExportRows;

/** One section with its rows, which are read when they are asked for. */
export type ExportSection = {
  [N in ExportName]: { readonly name: N; readonly rows: AsyncIterable<ExportRows[N]> };
}[ExportName];

type Me = Media['ownerId'];

const BATCH = 200;

const all = <T>(model: Model<T>, filter: QueryFilter<T>): AsyncIterable<T> =>
  model.find(filter).lean<T>().cursor({ batchSize: BATCH }) as unknown as AsyncIterable<T>;

/** All of one thing that hangs on another one. */
async function* below<P, T>(
  parents: AsyncIterable<P>,
  read: (parent: P) => AsyncIterable<T>,
): AsyncGenerator<T> {
  for await (const parent of parents) {
    yield* read(parent);
  }
}

async function* oneAfterTheOther<T>(...lists: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const list of lists) {
    yield* list;
  }
}

const posted = (me: Me): AsyncIterable<Job> => all(JobModel, { clientId: me });
const done = (me: Me): AsyncIterable<Job> => all(JobModel, { craftsmanId: me });
const disputesOf = (me: Me): AsyncIterable<Dispute> =>
  oneAfterTheOther(all(DisputeModel, { clientId: me }), all(DisputeModel, { craftsmanId: me }));
const sideOf = (me: Me, { clientId }: Dispute) => (clientId.equals(me) ? 'client' : 'craftsman');

/** What he did, and what staff and the system did with his account; never what another user did. */
const activitiesOf = (me: Me): AsyncIterable<Activity> =>
  oneAfterTheOther(
    all(ActivityModel, { 'actor.id': me.toHexString() }),
    all(ActivityModel, {
      'target.type': 'user',
      'target.id': me.toHexString(),
      'actor.role': { $in: ['admin', 'moderator', 'system'] },
    }),
  );

const READ: { readonly [N in ExportName]: (me: Me) => AsyncIterable<ExportRows[N]> } = {
  profile: (me) => all(UserModel, { _id: me }),
  consents: (me) => all(ConsentModel, { userId: me }),
  sessions: (me) => all(SessionModel, { userId: me }),
  devices: (me) => all(DeviceModel, { userId: me }),
  jobs: posted,
  jobsDone: done,
  quotes: (me) => all(QuoteModel, { craftsmanId: me }),
  invitations: (me) => all(InvitationModel, { craftsmanId: me }),
  invitationsSent: (me) => below(posted(me), ({ _id }) => all(InvitationModel, { jobId: _id })),
  changeOrders: (me) => below(done(me), ({ _id }) => all(ChangeOrderModel, { jobId: _id, craftsmanId: me })),
  reviewsWritten: (me) => all(ReviewModel, { reviewerId: me }),
  reviewsReceived: (me) => all(ReviewModel, { 'subject.id': me, status: 'Revealed' }),
  messages: (me) =>
    below(all<Conversation>(ConversationModel, { people: me }), ({ _id }) =>
      all(MessageModel, { conversationId: _id, senderId: me }),
    ),
  payments: (me) => all(PaymentModel, { userId: me }),
  refunds: (me) => all(RefundModel, { userId: me }),
  ledger: ownLines,
  payoutDetails: (me) => all(PayoutDetailsModel, { _id: me }),
  withdrawals: (me) => all(WithdrawalModel, { userId: me }),
  debts: (me) => all(DebtModel, { debtorId: me }),
  disputes: disputesOf,
  evidence: (me) => below(disputesOf(me), ({ _id }) => all(DisputeEvidenceModel, { disputeId: _id, by: me })),
  settlementOffers: (me) =>
    below(disputesOf(me), (dispute) =>
      all(SettlementOfferModel, { disputeId: dispute._id, side: sideOf(me, dispute) }),
    ),
  reports: (me) => all(AbuseReportModel, { reporterId: me }),
  notifications: (me) => all(NotificationModel, { userId: me }),
  activities: activitiesOf,
  bookmarks: (me) => all(BookmarkModel, { userId: me }),
  craftsmanBookmarks: (me) => all(CraftsmanBookmarkModel, { userId: me }),
  blocks: (me) => all(BlockModel, { people: me, by: me }),
  verifications: (me) => all(VerificationModel, { craftsmanId: me }),
  files: (me) => all(MediaModel, { ownerId: me, state: { $in: ['uploaded', 'attached'] } }),
};

/** The names of all sections, in the order in which they are sent. */
export const EXPORT_NAMES = Object.keys(READ) as readonly ExportName[];

/** The files that a person has given and that are still there. */
export const filesOf = (userId: Id): AsyncIterable<Media> => READ.files(toObjectId(userId));

/** All sections of one person. */
export const exportSections = (userId: Id): ExportSection[] =>
  EXPORT_NAMES.map((name) => ({ name, rows: READ[name](toObjectId(userId)) }) as ExportSection);
