import { models } from '../../src/models/defineModel';
import { say } from './inDatabase';

interface Told {
  readonly _id: unknown;
  readonly status: string;
  readonly history: readonly { readonly from: string | null; readonly to: string }[];
}

/** Every document with a status: its history begins at nothing, joins up, and ends where it stands; true when all do. */
export async function reportStatusHistories(): Promise<boolean> {
  let [read, wrong] = [0, 0];
  for (const model of models().filter(({ schema }) => schema.path('history') && schema.path('status'))) {
    const rows = model.collection.find({}, { projection: { status: 1, history: 1 } }).sort({ _id: 1 });
    for await (const row of rows) {
      read += 1;
      if (!isTold(row as unknown as Told)) {
        wrong += 1;
        say(`  ${model.modelName} ${String(row._id)}: the history does not lead to ${String(row['status'])}`);
      }
    }
  }
  say(`histories ${wrong === 0 ? 'sound' : `NOT sound, ${wrong} of them`}: ${read} documents`);
  return wrong === 0;
}

function isTold({ status, history }: Told): boolean {
  const joins = history.every(({ from }, index) => from === (history[index - 1]?.to ?? null));
  return joins && history.at(-1)?.to === status;
}
