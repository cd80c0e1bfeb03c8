export type ScanResult =
  { readonly state: 'clean' } | { readonly state: 'infected'; readonly signature: string };

/** Who looks for viruses in files. */
export interface VirusScanner {
  readonly name: 'clamd' | 'none';
  /** What is in a file; 503 when nobody can tell, so that nothing is taken unseen. */
  scan(path: string): Promise<ScanResult>;
  /** Whether files are looked at, and whether that worked the last time. */
  state(): 'on' | 'away' | 'off';
}
