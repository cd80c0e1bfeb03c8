import { AbuseCaseModel, type AbuseCase } from '../../models/abuseCase.model';
import { after, hours } from '../../utils/clock';
import { idOf } from '../../utils/ids';
import type { InboxSource } from './source';

/** Within two days somebody of staff should have decided (decision 0020). */
const GOAL_MS = hours(48);

/** What was reported and is not decided yet: one line for each thing, however many have reported it. */
export const reportSource: InboxSource = {
  kind: 'report',
  right: 'reports.decide',
  async list(limit) {
    const open = await AbuseCaseModel.find({ isOpen: true })
      .sort({ openedAt: 1, _id: 1 })
      .limit(limit)
      .lean<AbuseCase[]>()
      .exec();
    return open.map(({ _id, subject, aboutId, status, reportCount, openedAt }) => ({
      kind: 'report',
      id: idOf(_id),
      since: openedAt,
      dueBy: after(openedAt, GOAL_MS),
      facts: {
        subjectType: subject.type,
        subjectId: idOf(subject.id),
        aboutId: idOf(aboutId),
        reports: reportCount,
        status,
      },
    }));
  },
};
