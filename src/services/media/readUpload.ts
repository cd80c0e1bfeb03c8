import { readFile } from 'node:fs/promises';
import { BadRequest, UnsupportedType } from '../../utils/errors';
import type { UploadedFile } from '../../utils/input';
import type { PurposeRule } from '../../utils/mediaPurposes';
import { fileTypeOf } from '../images/fileType';
import type { ImageService } from '../images/imageService';
import type { FileKind } from '../providers/media/provider';
import type { VirusScanner } from '../providers/scan/provider';

/** A file as it will be kept. */
export interface ReadFile {
  readonly content: Buffer;
  readonly contentType: FileKind['contentType'];
  readonly width?: number;
  readonly height?: number;
}

/** Makes of an upload what may be kept: of a kind that its purpose allows, checked for viruses, pictures newly encoded. */
export type ReadUpload = (file: UploadedFile, rule: PurposeRule) => Promise<ReadFile>;

export interface ReadUploadDeps {
  readonly images: ImageService;
  readonly scanner: VirusScanner;
}

/** Makes the reader of uploads. What we do not take is refused before anybody looks into it. */
export const makeReadUpload =
  ({ images, scanner }: ReadUploadDeps): ReadUpload =>
  async ({ path }, rule) => {
    const type = await fileTypeOf(path);
    if (type === undefined || (type === 'pdf' && !rule.allowsPdf)) {
      throw new UnsupportedType('media.unsupportedType');
    }
    const found = await scanner.scan(path);
    if (found.state === 'infected') {
      throw new BadRequest('media.infected', { pvt: { signature: found.signature } });
    }
    if (type === 'pdf') {
      return { content: await readFile(path), contentType: 'application/pdf' };
    }
    const { bytes, contentType, width, height } = await images.read(path, rule.shape);
    return { content: bytes, contentType, width, height };
  };
