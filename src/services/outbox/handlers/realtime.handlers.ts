import { on } from './handler';

/** The sockets of this process at once, those of others that hear of it, too; the rest falls to each gateway's own sweep. */
export const closeEndedSockets = on('session.ended', 'close-sockets', ({ data }, { gateway }) => {
  gateway.closeSessions(data.sessionIds);
  return Promise.resolve();
});
