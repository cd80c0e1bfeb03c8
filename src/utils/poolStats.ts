import mongoose, { type mongo } from 'mongoose';

export interface PoolStats {
  readonly checkedOut: number;
  readonly available: number;
  readonly waiting: number;
}

type Connection = Pick<mongo.ConnectionCheckedOutEvent, 'address' | 'connectionId'>;

const nameOf = ({ address, connectionId }: Connection): string => `${address}#${connectionId}`;

/**
 * Follows the connection pool by the driver's events, from the first call on: a connection that was open before is known
 * once it has been used.
 */
export function makePoolStats(connection = mongoose.connection): () => PoolStats {
  let watched: mongo.MongoClient | undefined;
  let read: () => PoolStats = () => ({ checkedOut: 0, available: 0, waiting: 0 });
  return () => {
    const isOpen = connection.readyState === mongoose.ConnectionStates.connected;
    const client = isOpen ? connection.getClient() : undefined;
    if (client && client !== watched) {
      watched = client;
      read = watch(client);
    }
    return read();
  };
}

function watch(client: mongo.MongoClient): () => PoolStats {
  const open = new Set<string>();
  const checkedOut = new Set<string>();
  let waiting = 0;
  const served = (): void => {
    waiting = Math.max(0, waiting - 1);
  };
  client.on('connectionReady', (event) => open.add(nameOf(event)));
  client.on('connectionClosed', (event) => {
    open.delete(nameOf(event));
    checkedOut.delete(nameOf(event));
  });
  client.on('connectionCheckOutStarted', () => {
    waiting += 1;
  });
  client.on('connectionCheckOutFailed', served);
  client.on('connectionCheckedOut', (event) => {
    served();
    open.add(nameOf(event));
    checkedOut.add(nameOf(event));
  });
  client.on('connectionCheckedIn', (event) => checkedOut.delete(nameOf(event)));
  return () => ({ checkedOut: checkedOut.size, available: open.size - checkedOut.size, waiting });
}
