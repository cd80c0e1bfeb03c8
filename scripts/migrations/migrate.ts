import { MigrationModel } from '../../src/models/migration.model';
import type { Clock } from '../../src/utils/clock';
import type { Migration } from './migration';

export interface Migrating {
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** Runs, in order, what has not been done on this database; an interrupted one begins again. Throws at the first that fails. */
export async function migrate({ migrations, clock, say }: Migrating): Promise<number> {
  assertOrdered(migrations);
  const known = await MigrationModel.find().lean().exec();
  const done = new Set(known.filter(({ doneAt }) => doneAt).map(({ _id }) => _id));
  const due = migrations.filter(({ name }) => !done.has(name));
  for (const { name, run } of due) {
    await MigrationModel.updateOne(
      { _id: name },
      { $setOnInsert: { begunAt: clock.now() } },
      { upsert: true },
    ).exec();
    const changed = await run();
    await MigrationModel.updateOne({ _id: name }, { $set: { doneAt: clock.now(), changed } }).exec();
    say(`${name}: ${changed} documents`);
  }
  return due.length;
}

function assertOrdered(migrations: readonly Migration[]): void {
  const names = migrations.map(({ name }) => name);
  const isSound =
    names.every((name) => /^\d{4}-\d{2}-\d{2}-[a-z-]+$/.test(name)) &&
    new Set(names).size === names.length &&
    [...names].sort().every((name, i) => name === names[i]);
  if (!isSound) {
    throw new Error(`migrations are named by day, once each, the oldest first: ${names.join(', ')}`);
  }
}
