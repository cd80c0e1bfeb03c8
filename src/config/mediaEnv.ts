import Joi from 'joi';

/** Who keeps files and who checks them. */
export interface MediaEnv {
  CLOUDINARY_CLOUD_NAME?: string;
  CLOUDINARY_API_KEY?: string;
  CLOUDINARY_API_SECRET?: string;
  CLAMD_HOST?: string;
  CLAMD_PORT: number;
  CLAMD_SOCKET?: string;
}

const ofCloudinary = (): Joi.StringSchema =>
  Joi.string().when('CLOUDINARY_CLOUD_NAME', { is: Joi.exist(), then: Joi.required() });

/** The variables of files, a part of `envSchema`. */
export const mediaEnv = {
  CLOUDINARY_CLOUD_NAME: Joi.string()
    .pattern(/^[a-z0-9][a-z0-9-]{0,62}$/i, 'the name of a cloud')
    .description('New files go to this Cloudinary account; without it they are kept in DATA_DIR'),
  CLOUDINARY_API_KEY: ofCloudinary().description('API key of the Cloudinary account'),
  CLOUDINARY_API_SECRET: ofCloudinary().description('API secret of the Cloudinary account'),
  CLAMD_HOST: Joi.string()
    .hostname()
    .description('Uploads are checked for viruses by the clamd at this address; without one they are not'),
  CLAMD_PORT: Joi.number().integer().min(1).max(65_535).default(3310).description('Port of that clamd'),
  CLAMD_SOCKET: Joi.string().description('The socket of a clamd on this machine, instead of CLAMD_HOST'),
};
