import mongoose, { type mongo } from 'mongoose';

const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify']);

/**
 * Remembers all that is stored now and gives the way back to it, which touches only what was written since: each history
 * begins in the same world, and that costs a few commands.
 */
export async function rememberStored(): Promise<() => Promise<void>> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  const written = new Set<string>();
  mongoose.connection
    .getClient()
    .on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (WRITES.has(commandName)) {
        written.add(String(command[commandName]));
      }
    });
  const ways = new Map<string, () => Promise<void>>();
  for (const collection of collections) {
    const rows = await collection.find({}).toArray();
    ways.set(collection.collectionName, async () => {
      await collection.deleteMany({});
      await (rows.length > 0 ? collection.insertMany(rows) : undefined);
    });
  }
  return async () => {
    await Promise.all([...written].map(async (name) => ways.get(name)?.()));
    written.clear();
  };
}
