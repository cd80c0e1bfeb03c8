import type { Container } from '../../../src/container';
import { makeTasks } from '../../../src/services/tasks';
import { withRequest } from '../../../src/utils/requestContext';

const { signal } = new AbortController();

/** Runs tasks one after the other, without the lease and the tick that keep processes apart: those have tests of their own. */
export async function runTasks(container: Container, names: readonly string[]): Promise<void> {
  const { clock, logger } = container;
  const tasks = makeTasks(container);
  for (const name of names) {
    const task = tasks.find((one) => one.name === name);
    if (!task) {
      throw new Error(`no task "${name}"`);
    }
    await withRequest({ requestId: `task ${name}` }, () => task.run({ at: clock.now(), logger, signal }));
  }
}
