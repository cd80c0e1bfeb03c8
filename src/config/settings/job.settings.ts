import Joi from 'joi';
import { amountMinor, basisPoints, integer, setting } from './setting';

const JOB_STATES_FOR_INVITING = ['Posted', 'Quoted'] as const;
export type InvitableState = (typeof JOB_STATES_FOR_INVITING)[number];

/** Jobs, quotes, invitations, cancellations (rules, sections 1, 2, 3, 6, 7, 10). */
export const jobSettings = {
  'job.expiryDays': setting<number>(
    30,
    integer(1, 365),
    'Days without activity after which a job is cancelled.',
  ),
  'job.expiryWarningDays': setting<number>(5, integer(0, 364), 'Days before that when the owner is warned.'),
  'job.hireLapseCardMinutes': setting<number>(15, integer(1, 1_440), 'Time to pay a hire by card.'),
  'job.hireLapseReferenceHours': setting<number>(
    24,
    integer(1, 168),
    'Time to pay a hire by reference code.',
  ),
  'job.reworkMax': setting<number>(2, integer(0, 20), 'How often an owner may ask for rework.'),
  'job.autoCompleteHours': setting<number>(
    72,
    integer(1, 720),
    'Silence after submitted work that accepts it.',
  ),
  'job.noShowMinutes': setting<number>(
    30,
    integer(0, 1_440),
    'Minutes after the agreed time that make a no-show.',
  ),
  'job.disclosureDaysAfterEnd': setting<number>(
    7,
    integer(0, 365),
    'Days for which address and phone stay visible.',
  ),
  'quote.validDays': setting<number>(
    7,
    integer(1, 30),
    'How long a quote is good for, unless it says so itself.',
  ),
  'quote.minValidHours': setting<number>(24, integer(1, 720), 'The shortest validity a quote may choose.'),
  'quote.maxValidDays': setting<number>(30, integer(1, 365), 'The longest validity a quote may choose.'),
  'quote.maxLive': setting<number>(
    10,
    integer(1, 1_000),
    'Live quotes per job; invited craftsmen are exempt.',
  ),
  'invitation.ttlHours': setting<number>(
    72,
    integer(1, 720),
    'Hours after which an unanswered invitation expires.',
  ),
  'invitation.maxPending': setting<number>(20, integer(1, 1_000), 'Pending invitations per job.'),
  'invitation.invitableStates': setting<readonly InvitableState[]>(
    ['Posted'],
    Joi.array()
      .items(Joi.valid(...JOB_STATES_FOR_INVITING))
      .unique(),
    'Job states in which the owner may invite.',
  ),
  'cancel.freeMinutesAfterHire': setting<number>(
    5,
    integer(0, 1_440),
    'Minutes after hire in which cancelling is free.',
  ),
  'cancel.freeHoursBefore': setting<number>(
    24,
    integer(0, 720),
    'Hours before the agreed time until which it is free.',
  ),
  'cancel.hired.clientBps': setting<number>(
    1_500,
    basisPoints(),
    'Late cancellation by the client: part of the price.',
  ),
  'cancel.hired.clientCapMinor': setting<number>(
    30_000,
    amountMinor(),
    'The most a late cancellation costs a client.',
  ),
  'cancel.hired.craftsmanShareBps': setting<number>(
    5_000,
    basisPoints(),
    'Part of that fee for the craftsman.',
  ),
  'cancel.onTheWay.clientBps': setting<number>(
    3_000,
    basisPoints(),
    'Cancelling when he is on the way: part of the price.',
  ),
  'cancel.onTheWay.clientCapMinor': setting<number>(60_000, amountMinor(), 'The most that costs a client.'),
  'cancel.onTheWay.craftsmanShareBps': setting<number>(
    8_000,
    basisPoints(),
    'Part of that fee for the craftsman.',
  ),
  'cancel.hired.craftsmanBps': setting<number>(
    500,
    basisPoints(),
    'Penalty of a craftsman who cancels late.',
  ),
  'cancel.onTheWay.craftsmanBps': setting<number>(
    1_000,
    basisPoints(),
    'Penalty of a craftsman who turns back.',
  ),
  'cancel.craftsmanCapMinor': setting<number>(20_000, amountMinor(), 'The most such a penalty is.'),
  'review.windowDays': setting<number>(14, integer(1, 90), 'Days for which reviews are open.'),
  'match.maxCandidates': setting<number>(200, integer(1, 2_000), 'Craftsmen scored for one job.'),
};
