import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { connectDatabase, initModels } from '../../src/config/database';
import { makeLogger } from '../../src/config/logger';
import { makeContainer } from '../../src/container';
import { listMounts } from '../../src/routes';
import { createHttpServer } from '../../src/utils/httpServer';
import { answerParent } from './answerParent';
import { raiseLimits } from './raiseLimits';
import { scenarioNamed } from './scenarios';
import type { ServerPlan } from './types';

/** Our server as server.ts builds it, on the database of the benchmark. */
async function main(plan: ServerPlan): Promise<void> {
  const config = readConfig({ ...plan.env, MONGODB_URI: plan.uri });
  raiseLimits();
  const logger = makeLogger({ ...config.logs, toConsole: true });
  const container = makeContainer({ config, logger });
  await connectDatabase(plan.uri, plan.poolSize);
  await initModels();
  container.counters.start();
  if (plan.delivers) {
    container.dispatcher.start();
  }
  container.tasks.start();
  container.health.opened();
  const further = scenarioNamed(plan.scenario).mounts?.(container) ?? [];
  answerParent(createHttpServer(createApp(container, [...listMounts(container), ...further])));
}

main(JSON.parse(process.argv[2] ?? '{}') as ServerPlan).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
