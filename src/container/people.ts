import { join } from 'node:path';
import { makeBlockService } from '../services/block.service';
import { makeServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import { makeConfigService } from '../services/config.service';
import { makeCraftsmanService } from '../services/craftsman.service';
import { makeImageService } from '../services/images/imageService';
import { makeMediaService } from '../services/media.service';
import { makeMediaSweep } from '../services/media/sweep';
import { findPeople } from '../services/person.service';
import { makePreferenceService } from '../services/preference.service';
import { makeMediaProvider } from '../services/providers/media';
import { makeUserService } from '../services/user.service';
import { makeVerifications } from './verifications';
import type { Core } from './core';
import type { Identity } from './identity';
import type { Wallet } from './wallet';

/** What people show of themselves, and their pictures. */
export type People = ReturnType<typeof makePeople>;

/** Makes profiles, preferences and media. */
export function makePeople(core: Core & Identity & Pick<Wallet, 'fieldKeys'>) {
  const { config, clock, outbox, settings, keys, sessions, fieldKeys } = core;
  const uploadDir = join(config.dataDir, 'uploads');
  const provider = makeMediaProvider(config, { clock, linkKey: keys.linkSigning, tempDir: uploadDir });
  const mediaLibrary = makeMediaService({
    clock,
    outbox,
    provider,
    fieldKeys,
    images: makeImageService(),
  });
  const blocks = makeBlockService({ clock, outbox });
  const serviceCatalogue = makeServiceCatalogue({ clock });
  return {
    /** Where files rest until their request ends. */
    uploadDir,
    mediaProvider: provider,
    mediaLibrary,
    mediaSweep: makeMediaSweep({ outbox, provider, tempDir: uploadDir }),
    findPeople,
    serviceCatalogue,
    blocks,
    craftsmen: makeCraftsmanService({ clock, blocks }),
    users: makeUserService({ clock, outbox, settings, sessions, mediaLibrary, serviceCatalogue }),
    ...makeVerifications({ ...core, mediaLibrary, serviceCatalogue }),
    preferences: makePreferenceService({ clock, outbox }),
    publicConfig: makeConfigService({ settings }),
  };
}
