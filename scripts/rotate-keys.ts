/**
 * `npm run rotate-keys` wraps the key of every user with the present FIELD_MASTER_KEY; those that FIELD_MASTER_KEYS_OLD
 * names are not needed any more then. The encrypted fields themselves stay as they are. Safe to begin again.
 */
import '../src/container';
import { readConfig } from '../src/config';
import { localFieldKey } from '../src/config/secrets';
import { makeFieldKeys } from '../src/services/fieldKeys/fieldKeys';
import { makeMasterKeys } from '../src/services/fieldKeys/masterKeys';
import { systemClock } from '../src/utils/clock';
import { inDatabase, say } from './checks/inDatabase';

inDatabase(async () => {
  const { fields, dataDir } = readConfig();
  const current = fields.masterKey ?? localFieldKey(dataDir);
  const masterKeys = makeMasterKeys({ current, old: fields.oldMasterKeys });
  const count = await makeFieldKeys({ clock: systemClock, masterKeys }).rewrapAll();
  say(`${count} keys were wrapped anew; the present master key is ${masterKeys.current.id}`);
  return true;
});
