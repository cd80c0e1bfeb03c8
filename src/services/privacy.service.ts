import type { Media } from '../models/media.model';
import { hours, type Clock } from '../utils/clock';
import { NotFound } from '../utils/errors';
import { idOf } from '../utils/ids';
import { inTransaction } from '../utils/transaction';
import type { UserActor } from '../utils/types/actor';
import type { MediaService } from './media.service';
import type { Outbox } from './outbox/outbox.service';
import { exportSections, filesOf, type ExportSection } from './privacy/exportSections';
import type { ItsYou } from './privacy/itsYou';
import type { SettingService } from './setting.service';

/** All that is somebody's, to be sent as it is read. */
export interface OwnData {
  readonly at: Date;
  readonly sections: readonly ExportSection[];
  /** The rows of the files whose bytes go with it. */
  readonly files: AsyncIterable<Media>;
  /** The bytes of one of the files, as they were given; undefined when it has gone meanwhile. */
  readonly readFile: (file: Media) => Promise<Buffer | undefined>;
}

export interface PrivacyService {
  /** Everything of the actor's own; he is told at once that somebody fetched it. 403 unless he signed in lately. */
  exportOwn(actor: UserActor): Promise<OwnData>;
}

export interface PrivacyDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly settings: Pick<SettingService, 'get'>;
  readonly mediaLibrary: Pick<MediaService, 'readSealed'>;
  readonly itsYou: ItsYou;
}

/** Makes what people may see of all that we know of them; erasing it is an act. */
export const makePrivacyService = (deps: PrivacyDeps): PrivacyService => ({
  async exportOwn(actor) {
    const { clock, outbox, settings, mediaLibrary, itsYou } = deps;
    await itsYou.assertFreshLogin(actor, hours(await settings.get('account.exportLoginHours')));
    await inTransaction((tx) => outbox.record(tx, 'account.exported', { userId: actor.id }, { actor }));
    const [sections, files] = [exportSections(actor.id), filesOf(actor.id)];
    return { at: clock.now(), sections, files, readFile: (file) => readOf(mediaLibrary, file) };
  },
});

const readOf = async (
  mediaLibrary: PrivacyDeps['mediaLibrary'],
  file: Media,
): Promise<Buffer | undefined> => {
  try {
    return (await mediaLibrary.readSealed(idOf(file))).bytes;
  } catch (error) {
    if (error instanceof NotFound) {
      return undefined;
    }
    throw error;
  }
};
