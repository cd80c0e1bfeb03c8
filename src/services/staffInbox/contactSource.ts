import { ContactMessageModel, type ContactMessage } from '../../models/contactMessage.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { InboxSource } from './source';

/** Within a day somebody should know of it, by mail or here. */
const GOAL_MS = hours(24);

/** Messages of the contact form that have not reached the team by mail. */
export const contactSource: InboxSource = {
  kind: 'contactMessage',
  right: 'contacts.answer',
  async list(limit) {
    const waiting = await ContactMessageModel.find({ isWaiting: true })
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean<ContactMessage[]>()
      .exec();
    return waiting.map(({ _id, name, status, tries, createdAt }) => ({
      kind: 'contactMessage',
      id: idOf(_id),
      since: createdAt,
      dueBy: after(createdAt, GOAL_MS),
      facts: { name, status, tries },
    }));
  },
};
