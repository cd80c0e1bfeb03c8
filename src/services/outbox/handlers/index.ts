import type { AppHandlers } from './handler';
import { settingsChangedActivity } from './setting.handlers';

/** Who hears of what. An event that nobody needs to hear of says why: `{ noHandlers: '…' }`. */
export const handlers: AppHandlers = {
  'settings.changed': [settingsChangedActivity],
};
