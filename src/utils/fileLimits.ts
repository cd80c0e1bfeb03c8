/** The largest file that any route takes: 5 MB (quality.md, Security). */
export const FILE_BYTES = 5 * 1024 * 1024;
/** Photos that one job may have (rules.md, section 1). */
export const JOB_PHOTOS = 5;
