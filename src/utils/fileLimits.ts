/** The largest file that any route takes: 5 MB (quality.md, Security). */
export const FILE_BYTES = 5 * 1024 * 1024;
