import type { QueryFilter } from 'mongoose';
import { MediaModel, type Media } from '../../models/media.model';
import { BadRequest } from '../../utils/errors';
import { errorText } from '../../utils/errorText';
import { idOf, toObjectId, type Id } from '../../utils/ids';
import type { MediaPurpose, MediaSubject } from '../../utils/mediaPurposes';
import type { Tx } from '../../utils/transaction';
import type { Actor, UserActor } from '../../utils/types/actor';
import type { Outbox } from '../outbox/outbox.service';
import type { MediaProvider } from '../providers/media/provider';

/** What files are attached to. */
export interface Subject {
  readonly type: MediaSubject;
  readonly id: Id;
}

/** A wish to use files; each is named by its id or by its address. */
export interface Attachment {
  readonly refs: readonly string[];
  readonly purpose: MediaPurpose;
  readonly subject: Subject;
  /** The field of the request, for the refusal. */
  readonly field: string;
}

export interface Attachments {
  /** Makes files part of something, in the order named; 400 unless they are one's own, of this purpose and free. */
  attach(tx: Tx, actor: UserActor, attachment: Attachment): Promise<Media[]>;
  /** Takes files from what they were part of; their bytes go afterwards. */
  detach(
    tx: Tx,
    actor: Actor,
    from: { readonly ids: readonly Id[]; readonly subject: Subject },
  ): Promise<void>;
}

export interface AttachmentDeps {
  readonly outbox: Outbox;
  readonly provider: Pick<MediaProvider, 'keyOf'>;
}

const IS_ID = /^[0-9a-f]{24}$/i;

/** Makes the part of the media service that ties files to what they belong to. */
export const makeAttachments = ({ outbox, provider }: AttachmentDeps): Attachments => ({
  async attach(tx, actor, { refs, purpose, subject, field }) {
    const rows = await findNamed(tx, refs, provider);
    const attachedTo = attachedToOf(subject);
    const isTaken = rows !== undefined && (await take(tx, rows, { actor, purpose, attachedTo }));
    if (!isTaken) {
      const message = errorText('media.notUsable', actor.locale);
      throw new BadRequest('media.notUsable', { pub: { errors: [{ field, message }] } });
    }
    return rows.map((row) => ({ ...row, state: 'attached', attachedTo }));
  },

  async detach(tx, actor, { ids, subject }) {
    for (const mediaId of ids) {
      const row = await MediaModel.findOneAndUpdate(
        { _id: toObjectId(mediaId), ...isPartOf(attachedToOf(subject)) },
        { $set: { state: 'deleted' } },
        { session: tx },
      ).lean<Media>();
      if (row) {
        await outbox.record(tx, 'media.removed', { mediaId, ownerId: idOf(row.ownerId) }, { actor });
      }
    }
  },
});

type AttachedTo = NonNullable<Media['attachedTo']>;

const attachedToOf = ({ type, id }: Subject): AttachedTo => ({ type, id: toObjectId(id) });

const isPartOf = ({ type, id }: AttachedTo) =>
  ({ state: 'attached', 'attachedTo.id': id, 'attachedTo.type': type }) as const;

/** The rows behind ids and addresses, each once, in the order named; undefined when one of them is nothing of ours. */
async function findNamed(
  tx: Tx,
  refs: readonly string[],
  provider: AttachmentDeps['provider'],
): Promise<readonly Media[] | undefined> {
  const names = refs.map((ref) => (IS_ID.test(ref) ? ref.toLowerCase() : provider.keyOf(ref)));
  const ids = names
    .filter((name) => name !== undefined && IS_ID.test(name))
    .map((id) => toObjectId(String(id)));
  const keys = names.filter((name) => name !== undefined && !IS_ID.test(name)).map(String);
  const found = new Map<string | undefined, Media>();
  for (const filter of [{ _id: { $in: ids } }, { key: { $in: keys } }] satisfies QueryFilter<Media>[]) {
    for (const row of await MediaModel.find(filter, null, { session: tx }).lean<Media[]>()) {
      found.set(idOf(row), row).set(row.key, row);
    }
  }
  const rows = new Set(names.map((name) => found.get(name)));
  return rows.has(undefined) ? undefined : ([...rows] as Media[]);
}

interface Taking {
  readonly actor: UserActor;
  readonly purpose: MediaPurpose;
  readonly attachedTo: AttachedTo;
}

/** The filter is the lock: of two who want the same file at once, one gets it. */
async function take(
  tx: Tx,
  rows: readonly Media[],
  { actor, purpose, attachedTo }: Taking,
): Promise<boolean> {
  const usable: QueryFilter<Media> = {
    _id: { $in: rows.map(({ _id }) => _id) },
    ownerId: toObjectId(actor.id),
    purpose,
    $or: [{ state: 'uploaded' }, isPartOf(attachedTo)],
  };
  const update = { $set: { state: 'attached', attachedTo } } as const;
  const { matchedCount } = await MediaModel.updateMany(usable, update, { session: tx });
  return matchedCount === rows.length;
}
