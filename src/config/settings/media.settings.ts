import { integer, setting } from './setting';

const MB = 1024 * 1024;

/** Files that users give (quality.md, Security). */
export const mediaSettings = {
  'media.maxBytesPerUser': setting<number>(
    500 * MB,
    integer(0, 1_000_000 * MB),
    'What the files of one user may take together, in bytes.',
  ),
  'media.maxFilesPerUser': setting<number>(2_000, integer(0, 1_000_000), 'How many files one user may have.'),
};
