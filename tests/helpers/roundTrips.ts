import mongoose, { type mongo } from 'mongoose';
import { currentRequest } from '../../src/utils/requestContext';

const NOT_COUNTED = new Set(['commitTransaction', 'abortTransaction', 'endSessions']);

/** The commands that the server sends for requests while `work` runs, as `name collection`; commits are not counted. */
export async function commandsOfRequests(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const note = ({ commandName, command }: mongo.CommandStartedEvent): void => {
    if (currentRequest() !== undefined && !NOT_COUNTED.has(commandName)) {
      seen.push(`${commandName} ${String((command as Record<string, unknown>)[commandName])}`);
    }
  };
  const client = mongoose.connection.getClient();
  client.on('commandStarted', note);
  try {
    await work();
  } finally {
    client.off('commandStarted', note);
  }
  return seen;
}
