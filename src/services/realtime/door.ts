import type { IncomingMessage } from 'node:http';
import { clientAddress, type TrustProxy } from '../../utils/clientAddress';
import type { Logger } from '../../utils/types/logger';
import type { ConnectionLimits } from './connectionLimits';
import type { AppServer } from './sockets';

export interface Door {
  readonly limits: ConnectionLimits;
  readonly trusts: TrustProxy;
  readonly logger: Logger;
}

type AllowRequest = (
  req: IncomingMessage,
  decide: (reason: string | undefined, isAllowed: boolean) => void,
) => void;

/** Makes the first look at a handshake, before anything is kept for it: how often and how many times this address comes. */
export const makeAllowRequest =
  ({ limits, trusts }: Omit<Door, 'logger'>): AllowRequest =>
  (req, decide) => {
    const isAllowed = limits.mayConnect(clientAddress(req, trusts));
    decide(isAllowed ? undefined : 'too many connections', isAllowed);
  };

/** Counts the connections of each address, and closes one that talks more than any app of ours does. */
export function guardConnections(io: AppServer, { limits, trusts, logger }: Door): void {
  io.engine.on('connection', (connection: AppConnection) => {
    const address = clientAddress(connection.request, trusts);
    const mayTalk = limits.makeMessageBudget();
    limits.opened(address);
    connection.once('close', () => limits.closed(address));
    connection.on('packet', ({ type }: { readonly type: string }) => {
      if (type === 'message' && !mayTalk() && connection.readyState === 'open') {
        logger.info('socket closed: too many messages');
        connection.close(true);
      }
    });
  });
}

interface AppConnection {
  readonly request: IncomingMessage;
  readonly readyState: string;
  once(event: 'close', listener: () => void): unknown;
  on(event: 'packet', listener: (packet: { readonly type: string }) => void): unknown;
  close(discard: boolean): void;
}
