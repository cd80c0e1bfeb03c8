import type { Connection } from 'mongoose';

const COLLECTION = 'noteEffects';

interface NoteEffect {
  _id: string;
  runs: number;
}

/** An effect that recognises its repetition by the delivery's id. */
export async function noteEffect(connection: Connection, deliveryId: string): Promise<void> {
  await connection
    .collection<NoteEffect>(COLLECTION)
    .updateOne({ _id: deliveryId }, { $inc: { runs: 1 } }, { upsert: true });
}

/** Every effect that took place. */
export const noteEffects = (connection: Connection): Promise<NoteEffect[]> =>
  connection.collection<NoteEffect>(COLLECTION).find().toArray();
