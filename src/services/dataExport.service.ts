import { Readable } from 'node:stream';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { ExportRange } from './exports/dataset';
import { datasets, type DatasetName } from './exports/datasets';
import type { Outbox } from './outbox/outbox.service';

export interface DataExportService {
  /** A CSV file as it is read from the database: as fast as its reader takes it, never whole in memory. */
  open(actor: UserActor, dataset: DatasetName, range: ExportRange): Promise<Readable>;
}

/** Makes exports: who took what out is on record before the first line leaves. */
export const makeDataExportService = ({ outbox }: { readonly outbox: Outbox }): DataExportService => ({
  async open(actor, dataset, range) {
    const { from, to } = range;
    const fact = { dataset, ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
    await inTransaction((tx) => outbox.record(tx, 'data.exported', fact, { actor }));
    return Readable.from(datasets[dataset].lines(range), { objectMode: false, highWaterMark: 65_536 });
  },
});
