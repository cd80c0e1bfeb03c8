import type { OpenDatabaseOptions } from './types';

/** Where the database comes from: the first of four ways that is possible. */

export type Decision =
  | { readonly source: 'uri'; readonly uri: string }
  | { readonly source: 'mongod' | 'download'; readonly binary: string }
  | { readonly source: 'documentdb'; readonly cacheDir: string };

/** What a machine offers; a way that is closed says why. */
export interface Probes {
  /** The program if it can be run. */
  findProgram(path: string): Promise<string | undefined>;
  /** A mongod on the path. */
  findOnPath(): Promise<string | undefined>;
  /** A mongod that an earlier download left. */
  findDownloaded(): Promise<string | undefined>;
  mayDownload(): boolean;
  canReachDownloads(): Promise<boolean>;
  download(): Promise<string>;
  /** The folder of the unpacked DocumentDB, which is fetched if it is not there yet. */
  prepareDocumentDb(): Promise<string>;
}

type Wishes = Pick<OpenDatabaseOptions, 'uri' | 'mongodBinary' | 'say'>;

const WAYS = [
  'There is no database. Any one of these four ways gives one:',
  '  1. MONGODB_URI: the address of a running MongoDB 7 or 8 (a replica set)',
  '  2. MONGOD_BINARY: a mongod program, or a mongod on the path',
  '  3. a network over which mongodb-memory-server can download a mongod',
  '  4. DocumentDB: a Debian-like Linux with apt, dpkg-deb, tar, flock and access to a Debian mirror',
];

/** The one message for a machine on which no way is open. */
export class NoDatabaseError extends Error {
  constructor(reasons: readonly string[], options?: ErrorOptions) {
    super([...WAYS, 'What was tried:', ...reasons.map((reason) => `  - ${reason}`)].join('\n'), options);
  }
}

/** Takes the first way that is open: a given address, a mongod at hand, a download, DocumentDB. */
export async function decide(wishes: Wishes, probes: Probes): Promise<Decision> {
  if (wishes.uri) {
    return { source: 'uri', uri: wishes.uri };
  }
  const binary = await findMongod(wishes.mongodBinary, probes);
  if (binary) {
    return { source: 'mongod', binary };
  }
  const reasons = ['no MONGODB_URI is set', 'no mongod is on the path'];
  const downloaded = await findOrDownload(probes, reasons);
  if (downloaded) {
    return { source: 'download', binary: downloaded };
  }
  try {
    return { source: 'documentdb', cacheDir: await probes.prepareDocumentDb() };
  } catch (error) {
    throw new NoDatabaseError([...reasons, `DocumentDB: ${messageOf(error)}`], { cause: error });
  }
}

/** A program that was named must be there: taking something else instead would surprise. */
async function findMongod(named: string | undefined, probes: Probes): Promise<string | undefined> {
  if (!named) {
    return probes.findOnPath();
  }
  const program = await probes.findProgram(named);
  if (!program) {
    throw new NoDatabaseError([`MONGOD_BINARY names ${named}, which is not a program`]);
  }
  return program;
}

async function findOrDownload(probes: Probes, reasons: string[]): Promise<string | undefined> {
  const downloaded = await probes.findDownloaded();
  if (downloaded) {
    return downloaded;
  }
  if (!probes.mayDownload()) {
    reasons.push(
      'downloads are switched off (CI, MONGOMS_RUNTIME_DOWNLOAD=false, or this folder holds DocumentDB data)',
    );
    return undefined;
  }
  if (!(await probes.canReachDownloads())) {
    reasons.push("MongoDB's download host cannot be reached");
    return undefined;
  }
  try {
    return await probes.download();
  } catch (error) {
    reasons.push(`the download of a mongod failed: ${messageOf(error)}`);
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
