import { Schema } from 'mongoose';
import { defineModel, type ModelQuery } from './defineModel';

/** One document that every act changes which could leave us without an admin: of two such acts at once one begins again. */
export interface StaffRoster {
  readonly _id: 'staff';
  revision: number;
}

const schema = new Schema<StaffRoster>({
  _id: { type: String, required: true },
  revision: { type: Number, required: true },
});

export const staffRosterQueries: readonly ModelQuery[] = [{ name: 'change', filter: { _id: 'staff' } }];

export const StaffRosterModel = defineModel<StaffRoster>({
  name: 'StaffRoster',
  collection: 'staffRosters',
  schema,
  queries: staffRosterQueries,
});
