import { decide, NoDatabaseError, type Probes } from '../../scripts/local-mongo/decision';
import { databaseIn, uriOf, withDatabase } from '../../scripts/local-mongo/uri';

/** A machine that offers nothing, but for what the test says; `asked` tells what was looked for. */
function machine(offers: Partial<Probes>) {
  const asked: string[] = [];
  const nothing: Probes = {
    findProgram: async () => undefined,
    findOnPath: async () => undefined,
    findDownloaded: async () => undefined,
    mayDownload: () => true,
    canReachDownloads: async () => false,
    download: async () => {
      throw new Error('404');
    },
    prepareDocumentDb: async () => {
      throw new Error('apt-get is missing');
    },
  };
  const probes = { ...nothing, ...offers };
  const watched = Object.fromEntries(
    Object.entries(probes).map(([name, probe]) => [
      name,
      (path: string) => {
        asked.push(name);
        return (probe as (path: string) => unknown)(path);
      },
    ]),
  ) as unknown as Probes;
  return { asked, probes: watched };
}

const say = () => undefined;

describe('where the database comes from', () => {
  it('is the given address first, and nothing else is asked', async () => {
    const { asked, probes } = machine({ findOnPath: async () => '/bin/mongod' });

    const decision = await decide({ uri: 'mongodb://db/', mongodBinary: '/opt/mongod', say }, probes);

    expect(decision).toEqual({ source: 'uri', uri: 'mongodb://db/' });
    expect(asked).toEqual([]);
  });

  it('is then the named mongod, before one on the path', async () => {
    const { probes } = machine({ findProgram: async (path) => path, findOnPath: async () => '/bin/mongod' });

    expect(await decide({ mongodBinary: '/opt/mongod', say }, probes)).toEqual({
      source: 'mongod',
      binary: '/opt/mongod',
    });
  });

  it('is never something else when the named mongod is not there', async () => {
    const { probes } = machine({
      findOnPath: async () => '/bin/mongod',
      prepareDocumentDb: async () => '/cache',
    });

    await expect(decide({ mongodBinary: '/opt/nope', say }, probes)).rejects.toThrow(
      'MONGOD_BINARY names /opt/nope',
    );
  });

  it('is then a mongod on the path', async () => {
    const { asked, probes } = machine({
      findOnPath: async () => '/bin/mongod',
      prepareDocumentDb: async () => '/cache',
    });

    expect(await decide({ say }, probes)).toEqual({ source: 'mongod', binary: '/bin/mongod' });
    expect(asked).toEqual(['findOnPath']);
  });

  it('is then a mongod downloaded earlier, without asking the network', async () => {
    const { asked, probes } = machine({ findDownloaded: async () => '/downloads/mongod' });

    expect(await decide({ say }, probes)).toEqual({ source: 'download', binary: '/downloads/mongod' });
    expect(asked).toEqual(['findOnPath', 'findDownloaded']);
  });

  it('is then a download, if it is allowed and the host answers', async () => {
    const { probes } = machine({
      canReachDownloads: async () => true,
      download: async () => '/downloads/mongod',
    });

    expect(await decide({ say }, probes)).toEqual({ source: 'download', binary: '/downloads/mongod' });
  });

  it('is DocumentDB where downloads are forbidden, and the network is left alone', async () => {
    const { asked, probes } = machine({ mayDownload: () => false, prepareDocumentDb: async () => '/cache' });

    expect(await decide({ say }, probes)).toEqual({ source: 'documentdb', cacheDir: '/cache' });
    expect(asked).not.toContain('canReachDownloads');
  });

  it('is DocumentDB where a download fails', async () => {
    const { probes } = machine({
      canReachDownloads: async () => true,
      prepareDocumentDb: async () => '/cache',
    });

    expect(await decide({ say }, probes)).toEqual({ source: 'documentdb', cacheDir: '/cache' });
  });

  it('is nowhere when no way is open, and one message names all four and what was tried', async () => {
    const { probes } = machine({ canReachDownloads: async () => true });

    const failure = await decide({ say }, probes).catch((error: unknown) => error as Error);

    expect(failure).toBeInstanceOf(NoDatabaseError);
    const { message } = failure as Error;
    for (const part of [
      'MONGODB_URI',
      'MONGOD_BINARY',
      'mongodb-memory-server',
      'DocumentDB',
      '404',
      'apt-get is missing',
    ]) {
      expect(message).toContain(part);
    }
  });
});

describe('an address', () => {
  it.each([
    ['mongodb://h:1', 'mongodb://h:1/craftworks'],
    ['mongodb://h:1/', 'mongodb://h:1/craftworks'],
    ['mongodb://h:1/?replicaSet=rs0', 'mongodb://h:1/craftworks?replicaSet=rs0'],
    ['mongodb://a:1,b:2/shop?replicaSet=rs0', 'mongodb://a:1,b:2/shop?replicaSet=rs0'],
    ['mongodb+srv://u:p@h', 'mongodb+srv://u:p@h/craftworks'],
  ])('%s names a database: %s', (given, expected) => {
    expect(withDatabase(given, 'craftworks')).toBe(expected);
  });

  it('of our own names replica set and database', () => {
    expect(uriOf(4711, 'craftworks')).toBe('mongodb://127.0.0.1:4711/craftworks?replicaSet=rs0');
    expect(databaseIn(uriOf(4711, 'craftworks'))).toBe('craftworks');
    expect(databaseIn('mongodb://h/?a=b')).toBeUndefined();
  });
});
