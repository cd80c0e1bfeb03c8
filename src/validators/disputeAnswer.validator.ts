import {
  DECISION_KINDS,
  DISPUTE_KINDS,
  DISPUTE_REASONS,
  DISPUTE_SIDES,
  DISPUTE_STATUSES,
  EVIDENCE_KINDS,
} from '../utils/disputeWords';
import { CURRENCIES } from '../utils/money';
import { isoDate, objectId, oneOf } from './common.validator';
import { Joi } from './joi';
import { JOB_STATUSES } from './jobAction.validator';
import { doerAnswer } from './person.validator';
import { jobCardAnswer } from './quote.validator';

const amount = () => Joi.number().integer().example(50_000);
const sha256 = () => Joi.string().length(64).example('0f'.repeat(32));
const DOERS = ['client', 'craftsman', 'system'] as const;

const decisionAnswer = () =>
  Joi.object({
    decision: oneOf(DECISION_KINDS),
    reason: Joi.string(),
    byOffers: Joi.boolean().description('The offers of both sides met: nobody has decided.'),
    clientAmount: amount().allow(null),
    craftsmanAmount: amount().allow(null),
    owed: amount()
      .allow(null)
      .description('What of the client’s part was no longer there: the craftsman owes it.'),
    dueDate: isoDate().allow(null),
    at: isoDate(),
  });

const evidenceAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  seq: Joi.number().integer().example(1),
  kind: oneOf(EVIDENCE_KINDS),
  by: oneOf(DISPUTE_SIDES),
  text: Joi.string().allow(null),
  files: Joi.array().items(
    Joi.object({
      id: objectId(),
      url: Joi.string().description('Good for five minutes.'),
      contentType: Joi.string().example('image/jpeg'),
      sizeBytes: Joi.number().integer().example(183_204),
      sha256: Joi.string().allow('').example('0f'.repeat(32)),
    }),
  ),
  messages: Joi.array().items(
    Joi.object({
      id: objectId(),
      by: oneOf(DISPUTE_SIDES),
      content: Joi.string().allow(''),
      sentAt: isoDate(),
    }),
  ),
  at: isoDate(),
  hash: sha256().description('Of this piece and of all before it.'),
}).meta({ component: 'DisputeEvidence' });

const clocks = {
  openedAt: isoDate(),
  answerDueAt: isoDate(),
  answeredAt: isoDate().allow(null),
  unansweredAt: isoDate().allow(null).description('The time to answer passed without one.'),
  takenAt: isoDate().allow(null).description('Since then a member of staff looks into it.'),
  decisionDueAt: isoDate(),
  decidedAt: isoDate().allow(null),
  finalAt: isoDate().allow(null).description('Until then a decision may be appealed.'),
  upcoming: Joi.array()
    .items(Joi.object({ what: oneOf(['answerDue', 'decisionDue', 'final']), at: isoDate() }))
    .description('The clocks that run.'),
};

const details = {
  evidence: Joi.array().items(evidenceAnswer).optional().description('Not in lists.'),
  myOffer: Joi.object({ amount: amount(), currency: oneOf(CURRENCIES), statedAt: isoDate() })
    .allow(null)
    .optional()
    .description('What the reader himself would accept. Nobody reads another’s.'),
};

const forStaff = {
  frozen: amount().optional().description('Only for staff: what of the earnings is held.'),
  takenBy: doerAnswer.allow(null).optional(),
  decidedBy: doerAnswer.allow(null).optional(),
  notes: Joi.array()
    .items(Joi.object({ id: objectId(), _id: objectId(), by: doerAnswer, text: Joi.string(), at: isoDate() }))
    .optional()
    .description('What staff wrote for staff.'),
};

export const disputeAnswer = Joi.object({
  id: objectId(),
  _id: objectId(),
  jobId: objectId(),
  job: jobCardAnswer.allow(null),
  client: doerAnswer,
  craftsman: doerAnswer,
  kind: oneOf(DISPUTE_KINDS),
  status: oneOf(DISPUTE_STATUSES),
  openedBy: oneOf(DOERS),
  reason: oneOf(DISPUTE_REASONS),
  description: Joi.string(),
  cash: Joi.object({ clientAmount: amount(), craftsmanAmount: amount() })
    .allow(null)
    .description('How much cash was paid, as each side says.'),
  fromJobStatus: oneOf(JOB_STATUSES),
  ...clocks,
  currency: oneOf(CURRENCIES),
  inDispute: amount().description('What the two amounts of a split, or of two offers, add up to.'),
  evidenceCount: Joi.number().integer().example(2),
  decision: decisionAnswer().allow(null),
  appeal: Joi.object({ by: oneOf(DISPUTE_SIDES), reason: Joi.string(), at: isoDate() }).allow(null),
  firstDecision: decisionAnswer()
    .allow(null)
    .description('The one that was appealed, once there is another.'),
  history: Joi.array().items(
    Joi.object({
      event: Joi.string().example('resolve'),
      from: oneOf(DISPUTE_STATUSES).allow(null),
      to: oneOf(DISPUTE_STATUSES),
      by: oneOf([...DOERS, 'staff']),
      at: isoDate(),
    }),
  ),
  updatedAt: isoDate(),
  can: Joi.object()
    .pattern(Joi.string(), Joi.boolean())
    .example({ answer: true, addEvidence: true, offerSettlement: true, appeal: false }),
  whyNot: Joi.object()
    .pattern(Joi.string(), Joi.string())
    .example({ appeal: 'workflow.wrongState' })
    .description('For each of them that the reader may not do, the code of the reason.'),
  ...details,
  ...forStaff,
}).meta({ component: 'Dispute' });
