import { join } from 'node:path';
import { makeBlockService } from '../services/block.service';
import { makeServiceCatalogue } from '../services/catalogue/serviceCatalogue';
import type { Config } from '../config';
import { makeConfigService, type OpenFeatures } from '../services/config.service';
import { makeCraftsmanService } from '../services/craftsman.service';
import { makeImageService } from '../services/images/imageService';
import { makeMediaService } from '../services/media.service';
import { makeMediaSweep } from '../services/media/sweep';
import { findPeople } from '../services/person.service';
import { makePreferenceService } from '../services/preference.service';
import { makeLookForFiles } from '../services/media/missing';
import { makeReadUpload } from '../services/media/readUpload';
import { makeMediaProvider } from '../services/providers/media';
import type { MediaProvider } from '../services/providers/media/provider';
import { makeVirusScanner } from '../services/providers/scan';
import type { VirusScanner } from '../services/providers/scan/provider';
import { makeUserService } from '../services/user.service';
import { makeVerifications } from './verifications';
import type { Core } from './core';
import type { Identity } from './identity';
import type { Wallet } from './wallet';

/** What people show of themselves, and their pictures. */
export type People = ReturnType<typeof makePeople>;

/** Who keeps files and who checks them; absent: as the configuration says. */
export interface MediaOptions {
  readonly media?: MediaProvider;
  readonly scanner?: VirusScanner;
}

/** Makes profiles, preferences and media. */
export function makePeople(core: Core & Identity & Pick<Wallet, 'fieldKeys'>, options: MediaOptions = {}) {
  const { config, clock, outbox, settings, sessions } = core;
  const media = makeMedia(core, options);
  const { mediaLibrary } = media;
  const blocks = makeBlockService({ clock, outbox });
  const serviceCatalogue = makeServiceCatalogue({ clock });
  return {
    ...media,
    findPeople,
    serviceCatalogue,
    blocks,
    craftsmen: makeCraftsmanService({ clock, blocks }),
    users: makeUserService({ clock, outbox, settings, sessions, mediaLibrary, serviceCatalogue }),
    ...makeVerifications({ ...core, mediaLibrary, serviceCatalogue }),
    preferences: makePreferenceService({ clock, outbox }),
    publicConfig: makeConfigService({ settings, open: openFeatures(config) }),
  };
}

function makeMedia(core: Core & Pick<Wallet, 'fieldKeys'>, options: MediaOptions) {
  const { config, clock, fieldKeys, health, keys, logger, outbox, settings } = core;
  const uploadDir = join(config.dataDir, 'uploads');
  const provider =
    options.media ?? makeMediaProvider(config, { clock, linkKey: keys.linkSigning, tempDir: uploadDir });
  const scanner = options.scanner ?? makeVirusScanner(config);
  const readUpload = makeReadUpload({ images: makeImageService(), scanner });
  health.tellsOf(() => ({ media: { keptBy: provider.name, virusScan: scanner.state() } }));
  const deps = { clock, fieldKeys, logger, outbox, settings, readUpload, provider };
  const mediaLibrary = makeMediaService(deps);
  return {
    /** Where files rest until their request ends. */
    uploadDir,
    mediaProvider: provider,
    mediaLibrary,
    mediaSweep: makeMediaSweep({ outbox, provider, mediaLibrary, tempDir: uploadDir }),
    lookForFiles: makeLookForFiles({ logger, provider }),
  };
}

/** What works with credentials only; codes also where the developer inbox catches them. */
const openFeatures = ({ isProduction, sms, push }: Config): OpenFeatures => ({
  codeLogin: sms.twilio !== undefined || !isProduction,
  socialLogin: push.fcm !== undefined,
});
