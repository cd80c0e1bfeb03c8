import type { Document } from 'bson';
import type { Command, CommandContext, Reply } from '../command';
import { MAX_MESSAGE_BYTES } from '../framing';

export const REPLICA_SET = 'rs0';
const MAX_WIRE_VERSION = 21; // MongoDB 7.0
const VERSION = '7.0.0';

/**
 * Presents the gateway as the only member and primary of a replica set, which makes drivers use
 * sessions, transactions and retryable writes. Without a topologyVersion drivers poll the
 * server instead of holding a streaming request open.
 */
export async function hello(command: Command, context: CommandContext): Promise<Reply> {
  const address = context.services.address();
  const primary = command.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, helloOk: true };
  return {
    ...primary,
    secondary: false,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [address],
    me: address,
    primary: address,
    ...limits(),
    localTime: new Date(),
    readOnly: false,
    ok: 1,
  };
}

function limits(): Document {
  return {
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 25_000,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    logicalSessionTimeoutMinutes: 30,
  };
}

/** Answers that the gateway lives; whether PostgreSQL does, only a query tells. */
export async function ping(): Promise<Reply> {
  return { ok: 1 };
}

/** Presents the version whose features DocumentDB has; `modules` tells what it really is. */
export async function buildInfo(): Promise<Reply> {
  const versionArray = [...VERSION.split('.').map(Number), 0];
  return { version: VERSION, versionArray, modules: ['documentdb'], maxBsonObjectSize: 16_777_216, ok: 1 };
}

/** Nobody logs in: the gateway listens on the loopback interface only. */
export async function connectionStatus(): Promise<Reply> {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 };
}

/** Answers the one parameter that tools ask for. */
export async function getParameter(): Promise<Reply> {
  return { featureCompatibilityVersion: { version: '7.0' }, ok: 1 };
}

/** Presents the gateway's process. */
export async function serverStatus(_command: Command, context: CommandContext): Promise<Reply> {
  return {
    host: context.services.address(),
    version: VERSION,
    process: 'craftworks-gateway',
    pid: process.pid,
    uptime: process.uptime(),
    localTime: new Date(),
    ok: 1,
  };
}
