import type { Conversation } from '../../models/conversation.model';
import type { Job } from '../../models/job.model';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { definePolicy, type Verdict } from './policy';

type Facts = Pick<Conversation, 'clientId' | 'craftsmanId' | 'isBlocked'>;

const isParty = ({ id }: Actor, { clientId, craftsmanId }: Facts): boolean =>
  idOf(clientId) === id || idOf(craftsmanId) === id;

const read = (actor: Actor, talk: Facts): Verdict => isParty(actor, talk) || 'request.notFound';

/** Who may do what with a conversation: its two people read it always, and write while neither has blocked the other. */
export const conversationPolicy = definePolicy<Facts>()({
  read,
  write: (actor, talk) =>
    read(actor, talk) === true ? !talk.isBlocked || 'conversation.blocked' : 'request.notFound',
});

/** Whether contact details are still taken out: until the hire of just this craftsman is firm. */
export const hidesContacts = (
  { craftsmanId }: Pick<Conversation, 'craftsmanId'>,
  job: Pick<Job, 'craftsmanId' | 'firmAt'> | undefined,
): boolean =>
  job?.firmAt === undefined || job.craftsmanId === undefined || !job.craftsmanId.equals(craftsmanId);
