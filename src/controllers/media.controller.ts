import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { MediaService } from '../services/media.service';
import { BadRequest, NotFound, OutsideRange } from '../utils/errors';
import { errorText } from '../utils/errorText';
import { askedRange, fileAnswerOf, type FileAnswer } from '../utils/fileAnswer';
import type { OpenReq, Req } from '../utils/input';
import { created } from '../utils/respond';
import type { Locale } from '../utils/types/actor';
import type { Logger } from '../utils/types/logger';
import type * as schema from '../validators/media.validator';
import { presentMedia } from './presenters/media.presenter';

export interface MediaControllerDeps {
  readonly mediaLibrary: MediaService;
  readonly logger: Logger;
}

/** A reader who takes nothing for so long has gone. */
const IDLE_MS = 30_000;

/** Files in and out. */
export const makeMediaController = ({ mediaLibrary, logger }: MediaControllerDeps) => ({
  async upload(req: Req<typeof schema.upload>, res: Response): Promise<void> {
    if (req.uploads.length === 0) {
      throw fileMissing('file', req.locale);
    }
    const kept = await mediaLibrary.accept(req.actor, req.uploads, req.input.body.purpose);
    const files = kept.map((media) => presentMedia(media, mediaLibrary.urlOf(media)));
    created(res, { ...files[0], files });
  },

  async show(req: OpenReq<typeof schema.show>, res: Response): Promise<void> {
    const { params, query } = req.input;
    const { folder, name } = params;
    const file = await mediaLibrary.open({ key: `${folder}/${name}`, ...query }, askedRange(req, name));
    if (!file) {
      throw new NotFound('request.notFound');
    }
    if ('outside' in file) {
      res.set('Content-Range', `bytes */${file.sizeBytes}`);
      throw new OutsideRange('media.outsideRange');
    }
    const answer = fileAnswerOf(req.headers, { ...file, name, isPrivate: query.signature !== undefined });
    const hasBody = req.method === 'GET' && answer.status !== 304;
    send(res, answer, { stream: file.stream, hasBody }).catch((error: unknown) =>
      logger.debug('file not read to its end', { name, error }),
    );
  },
});

/** The refusal of a form without its file. */
export const fileMissing = (field: string, locale: Locale): BadRequest =>
  new BadRequest('media.fileMissing', {
    pub: { errors: [{ field, message: errorText('media.fileMissing', locale) }] },
  });

/** The deadline of requests is not for readers on slow lines: nobody waits for the end of this. */
async function send(
  res: Response,
  { status, headers }: FileAnswer,
  { stream, hasBody }: { readonly stream: Readable; readonly hasBody: boolean },
): Promise<void> {
  res.status(status).set(headers);
  if (!hasBody) {
    stream.destroy();
    res.end();
    return;
  }
  res.setTimeout(IDLE_MS, () => res.destroy());
  await pipeline(stream, res);
}
