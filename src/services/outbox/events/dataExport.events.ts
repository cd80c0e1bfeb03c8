/** What staff took out; the range as ISO text. */
export interface DataExportEvents {
  'data.exported': { dataset: string; from?: string; to?: string };
}
