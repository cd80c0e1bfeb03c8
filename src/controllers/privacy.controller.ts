import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { EraseAccount } from '../services/acts/erase-account';
import type { ExportSection } from '../services/privacy/exportSections';
import type { OwnData, PrivacyService } from '../services/privacy.service';
import { t } from '../utils/i18n';
import { idOf } from '../utils/ids';
import type { Req } from '../utils/input';
import { ok } from '../utils/respond';
import type { Logger } from '../utils/types/logger';
import type * as schema from '../validators/privacy.validator';
import { zipOf, type ZipEntry } from '../utils/zip';
import { presentErased, presentExported } from './presenters/privacy.presenter';

export interface PrivacyControllerDeps {
  readonly privacy: PrivacyService;
  readonly eraseAccount: EraseAccount;
  readonly logger: Logger;
}

/** A reader who takes nothing for so long has gone. */
const IDLE_MS = 30_000;
const ZIP = 'application/zip';
const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/octet-stream': 'bin',
} as const;

/** What one decides about what we know of one. */
export const makePrivacyController = ({ privacy, eraseAccount, logger }: PrivacyControllerDeps) => ({
  async exportOwn(req: Req<typeof schema.exportOwn>, res: Response): Promise<void> {
    const own = await privacy.exportOwn(req.actor);
    const name = `craftworks-${own.at.toISOString().slice(0, 10)}.zip`;
    res.status(200).set({
      'Content-Type': ZIP,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    });
    res.setTimeout(IDLE_MS, () => res.destroy());
    // The deadline of requests is not for readers on slow lines: nobody waits for the end of this.
    pipeline(Readable.from(zipOf(entriesOf(own, req.actor.id))), res).catch((error: unknown) =>
      logger.warn('export not sent to its end', { userId: req.actor.id, error }),
    );
  },

  async eraseOwn(req: Req<typeof schema.eraseOwn>, res: Response): Promise<void> {
    const { password } = req.input.body;
    const erased = await eraseAccount(req.actor, { password, locale: req.locale });
    ok(res, presentErased(erased), { message: t(req.locale, 'message.accountErased') });
  },
});

/** A page that says what it is, a list for each section, then the files themselves; read as it is sent. */
async function* entriesOf(
  { at, sections, files, readFile }: OwnData,
  userId: string,
): AsyncGenerator<ZipEntry> {
  const about = { format: 'craftworks-export', version: 1, userId, exportedAt: at.toISOString() };
  yield { name: 'about.json', at, content: Readable.from([JSON.stringify(about)]) };
  for (const section of sections) {
    yield { name: `${section.name}.json`, at, content: listOf(section) };
  }
  for await (const file of files) {
    const bytes = await readFile(file);
    if (bytes) {
      const name = `files/${idOf(file)}.${ENDINGS[file.contentType]}`;
      yield { name, at: file.createdAt, content: Readable.from([bytes]) };
    }
  }
}

/** A section as a JSON list, row by row. */
async function* listOf({ name, rows }: ExportSection): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + JSON.stringify(presentExported(name, row as never));
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
