import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { localFieldKey, localSecrets } from '../../src/config/secrets';
import { MediaModel } from '../../src/models/media.model';
import { makeFieldKeys } from '../../src/services/fieldKeys/fieldKeys';
import { makeMasterKeys } from '../../src/services/fieldKeys/masterKeys';
import { sealPlainDocuments, type SealPlainDeps } from '../../src/services/media/sealPlain';
import { makeMediaProvider } from '../../src/services/providers/media';
import { systemClock as clock } from '../../src/utils/clock';
import { makeKeys } from '../../src/utils/keys';
import type { Migration } from './migration';

/** Papers of craftsmen that were kept as they came are encrypted. Needs the settings of the server, where there are any. */
export const verificationFiles: Migration = {
  name: '2026-11-28-verification-files',
  async run() {
    const isPlain = { purpose: 'document', isSealed: { $exists: false } } as const;
    return (await MediaModel.exists(isPlain)) ? sealPlainDocuments(world()) : 0;
  },
};

function world(): SealPlainDeps {
  const config = readConfig();
  const { dataDir, fields, jwt } = config;
  const masterKeys = makeMasterKeys({
    current: fields.masterKey ?? localFieldKey(dataDir),
    old: fields.oldMasterKeys,
  });
  const { linkSigning: linkKey } = makeKeys(jwt.secret ?? localSecrets(dataDir).jwt);
  const provider = makeMediaProvider(config, { clock, linkKey, tempDir: join(dataDir, 'uploads') });
  return { fieldKeys: makeFieldKeys({ clock, masterKeys }), provider };
}
