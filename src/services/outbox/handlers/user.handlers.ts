import { logActivity } from './log-activity';

export const profileUpdatedActivity = logActivity(
  'profile.updated',
  ({ userId, before, after, alsoChanged }) => ({
    action: 'profile.updated',
    target: { type: 'user', id: userId },
    before: { ...before },
    after: { ...after, ...(alsoChanged.length > 0 && { alsoChanged }) },
  }),
);

export const preferencesChangedActivity = logActivity(
  'preferences.changed',
  ({ userId, fields, byLink }) => ({
    action: 'preferences.changed',
    target: { type: 'user', id: userId },
    after: { changed: fields, ...(byLink && { byLink }) },
  }),
);
