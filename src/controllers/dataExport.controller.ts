import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { DataExportService } from '../services/dataExport.service';
import type { DatasetName } from '../services/exports/datasets';
import type { Req } from '../utils/input';
import type { Logger } from '../utils/types/logger';
import type * as schema from '../validators/dataExport.validator';

export interface DataExportControllerDeps {
  readonly dataExports: DataExportService;
  readonly logger: Logger;
}

/** A reader who takes nothing for so long has gone. */
const IDLE_MS = 30_000;

/** Tables for other programs. */
export const makeDataExportController = ({ dataExports, logger }: DataExportControllerDeps) => ({
  ofDataset:
    (dataset: DatasetName) =>
    async (req: Req<typeof schema.exportRange>, res: Response): Promise<void> => {
      const stream = await dataExports.open(req.actor, dataset, req.input.query);
      send(res, stream, dataset).catch((error: unknown) =>
        logger.warn('export not read to its end', { dataset, error }),
      );
    },
});

/** The deadline of requests is not for long files: nobody waits for the end of this. Who goes away stops the reading. */
async function send(res: Response, stream: Readable, dataset: DatasetName): Promise<void> {
  res.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${dataset}.csv"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.setTimeout(IDLE_MS, () => res.destroy());
  await pipeline(stream, res);
}
