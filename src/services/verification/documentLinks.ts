import type { KeyObject } from 'node:crypto';
import { after, minutes, type Clock } from '../../utils/clock';
import { Gone, NotFound } from '../../utils/errors';
import type { Id } from '../../utils/ids';
import { sealLink, stateOfLink, type LinkSeal } from '../../utils/signedLink';

export const DOCUMENT_PARTS = ['file', 'number'] as const;
export type DocumentPart = (typeof DOCUMENT_PARTS)[number];

/** What of which document. */
export interface DocumentPlace {
  readonly verificationId: Id;
  readonly documentId: Id;
  readonly part: DocumentPart;
}

type Viewer = { readonly id: Id };

export interface DocumentLinks {
  /** Where this one of staff, and nobody else, sees it for five minutes. */
  linkTo(viewer: Viewer, place: DocumentPlace): string;
  /** 404 when we never made this link for the viewer, 410 when its time is over. */
  assertHolds(
    viewer: Viewer,
    place: DocumentPlace,
    seal: { readonly [K in keyof LinkSeal]?: LinkSeal[K] | undefined },
  ): void;
}

export interface DocumentLinkDeps {
  readonly clock: Clock;
  readonly linkKey: KeyObject;
  /** What stands before the path; empty for paths. */
  readonly baseUrl: string;
}

const LINK_MS = minutes(5);

/** Makes the links to the papers of craftsmen: each for one viewer and one paper. */
export const makeDocumentLinks = ({ clock, linkKey, baseUrl }: DocumentLinkDeps): DocumentLinks => ({
  linkTo(viewer, place) {
    const seal = sealLink(linkKey, boundTo(viewer, place), after(clock.now(), LINK_MS));
    return `${baseUrl}${pathOf(place)}?${new URLSearchParams({ ...seal }).toString()}`;
  },
  assertHolds(viewer, place, { expires = '', signature = '' }) {
    const bound = boundTo(viewer, place);
    const state = stateOfLink(linkKey, bound, { expires, signature, now: clock.now() });
    if (state === 'forged') {
      throw new NotFound('request.notFound', { pvt: { ...place, viewer: viewer.id } });
    }
    if (state === 'over') {
      throw new Gone('verification.linkExpired');
    }
  },
});

const pathOf = ({ verificationId, documentId, part }: DocumentPlace): string =>
  `/api/admin/verifications/${verificationId}/documents/${documentId}/${part}`;

const boundTo = ({ id }: Viewer, place: DocumentPlace): string => `${pathOf(place)}\nfor ${id}`;
