import { input } from '../utils/input';
import { FILE_BYTES, JOB_PHOTOS } from '../utils/fileLimits';
import { MEDIA_PURPOSES, type MediaPurpose } from '../utils/mediaPurposes';
import { isoDate, objectId, oneOf } from './common.validator';
import { Joi } from './joi';

export interface UploadBody {
  purpose: MediaPurpose;
}

/** Files come as `file` or `files`. */
export const upload = input({
  body: Joi.object<UploadBody, true>({
    purpose: oneOf(MEDIA_PURPOSES).default('jobPhoto').example('jobPhoto'),
  }),
  files: [
    { name: 'file', maxCount: JOB_PHOTOS },
    { name: 'files', maxCount: JOB_PHOTOS },
  ],
});

export interface MediaParams {
  folder: string;
  name: string;
}

export interface MediaQuery {
  expires?: string;
  signature?: string;
}

/** What a link holds is only looked at whole: any flaw makes it unknown. */
export const show = input({
  params: Joi.object<MediaParams, true>({
    folder: Joi.string().max(60).required().example('profile-images'),
    name: Joi.string().max(60).required().example('3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg'),
  }),
  query: Joi.object<MediaQuery, true>({
    expires: Joi.string().allow('').description('Of private files: seconds since 1970'),
    signature: Joi.string().allow('').description('Of private files'),
  }),
});

const media = {
  id: objectId(),
  _id: objectId(),
  url: Joi.string()
    .allow(null)
    .example('/media/job-photos/3f0c8f5e5b3c4b8e9c556d2f3a1b7c90.jpg')
    .description('Null for documents: they are kept encrypted and seen by staff alone.'),
  purpose: oneOf(MEDIA_PURPOSES),
  contentType: Joi.string().valid('image/jpeg', 'image/webp', 'application/pdf'),
  sizeBytes: Joi.number()
    .integer()
    .max(4 * FILE_BYTES)
    .example(183_204),
  width: Joi.number().integer().allow(null).example(2_048),
  height: Joi.number().integer().allow(null).example(1_536),
  createdAt: isoDate(),
};

export const mediaAnswer = Joi.object(media).meta({ component: 'Media' });

/** The first file, and all of them under `files`. */
export const uploadAnswer = Joi.object({
  ...media,
  files: Joi.array().items(mediaAnswer).min(1),
}).meta({ component: 'Upload' });
