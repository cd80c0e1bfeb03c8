import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hello } from '../../scripts/local-mongo/documentdb/gateway/commands/handshake';
import type { Handler } from '../../scripts/local-mongo/documentdb/gateway/command';
import { CommandError } from '../../scripts/local-mongo/documentdb/gateway/errors';
import { startGateway } from '../../scripts/local-mongo/documentdb/gateway/server';

/**
 * Stands in for a mongod: takes its flags, writes its lock file, is no member of a replica set until it is initiated,
 * and then speaks MongoDB's protocol through our gateway, on the PostgreSQL that STAND_IN_POSTGRES_PORT names.
 */

const NOT_YET_INITIALIZED = { code: 94, name: 'NotYetInitialized' };
const ALREADY_INITIALIZED = { code: 23, name: 'AlreadyInitialized' };

const { values } = parseArgs({
  options: {
    dbpath: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
    bind_ip: { type: 'string' },
    replSet: { type: 'string' },
    storageEngine: { type: 'string' },
  },
});
const memory = join(values.dbpath, 'initiated');
const isInitiated = (): boolean => existsSync(memory);

const replSetGetStatus: Handler = async () => {
  if (!isInitiated()) {
    throw new CommandError(NOT_YET_INITIALIZED, 'no replset config has been received');
  }
  return { set: values.replSet, myState: 1, ok: 1 };
};

const replSetInitiate: Handler = async () => {
  if (isInitiated()) {
    throw new CommandError(ALREADY_INITIALIZED, 'already initialized');
  }
  appendFileSync(memory, 'initiated\n');
  return { ok: 1 };
};

const greet: Handler = async (command, context) => {
  const greeting = await hello(command, context);
  if (isInitiated()) {
    return greeting;
  }
  const {
    setName: _setName,
    hosts: _hosts,
    primary: _primary,
    me: _me,
    ...rest
  } = greeting as Record<string, unknown>;
  return {
    ...rest,
    isWritablePrimary: false,
    ismaster: false,
    isreplicaset: true,
    info: 'Does not have a valid replica set config',
  };
};

async function main(): Promise<void> {
  writeFileSync(join(values.dbpath, 'mongod.lock'), `${process.pid}\n`);
  const gateway = await startGateway({
    postgres: { host: '127.0.0.1', port: Number(process.env.STAND_IN_POSTGRES_PORT) },
    port: Number(values.port),
    handlers: { replSetGetStatus, replSetInitiate, hello: greet, isMaster: greet, ismaster: greet },
  });
  process.once('SIGTERM', () => void gateway.close());
}

void main();
