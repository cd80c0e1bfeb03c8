import { minutes } from '../../utils/clock';
import type { ContactMessageService } from '../contactMessage.service';
import type { Task } from './task';

const AT_ONCE = 20;

/** Mails to the team what people wrote while mails could not be sent. */
export const makeSendContactMessagesTask = ({
  contactMessages,
}: {
  readonly contactMessages: Pick<ContactMessageService, 'retryDue'>;
}): Task => ({
  name: 'send-contact-messages',
  every: '* * * * *',
  leaseMs: minutes(2),
  async run({ signal }) {
    let found = AT_ONCE;
    while (found === AT_ONCE && !signal.aborted) {
      found = await contactMessages.retryDue(AT_ONCE);
    }
  },
});
