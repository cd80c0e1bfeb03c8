import { input } from '../utils/input';
import { Joi } from './joi';

/** The files that the documentation page consists of; nothing else of the package is served. */
const ASSETS = [
  'initializer.js',
  'swagger-ui-bundle.js',
  'swagger-ui.css',
  'index.css',
  'favicon-16x16.png',
  'favicon-32x32.png',
] as const;

export interface DocsAssetParams {
  asset: (typeof ASSETS)[number];
}

export const document = input({});
export const page = input({});
export const asset = input({
  params: Joi.object<DocsAssetParams, true>({
    asset: Joi.string()
      .valid(...ASSETS)
      .required()
      .example('swagger-ui.css'),
  }),
});
