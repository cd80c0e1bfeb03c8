/** A process of its own that delivers until it is killed: `pushProcess.ts <uri> <data folder> <options of FCM> <port>`. */
import { readConfig } from '../../src/config';
import { connectDatabase } from '../../src/config/database';
import { makeContainer } from '../../src/container';
import { makeFcmPush, type FcmOptions } from '../../src/services/providers/push/fcm';
import { agentTo } from './fcmServer';

const silent = (): void => undefined;

async function main([uri = '', dataDir = '', options = '', port = '']: readonly string[]): Promise<void> {
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, LOG_DIR: dataDir, MONGODB_URI: uri });
  const fcm = JSON.parse(options) as FcmOptions;
  const container = makeContainer({
    config,
    logger: { error: silent, warn: silent, info: silent, debug: silent },
    push: makeFcmPush({ ...fcm, agent: agentTo(Number(port)) }),
  });
  await connectDatabase(uri, 8);
  container.dispatcher.start();
}

void main(process.argv.slice(2));
