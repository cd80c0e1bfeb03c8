import type { Verification, VerificationDocument } from '../../models/verification.model';
import { abilities } from '../../services/policies/policy';
import { publicStatusOf, verificationPolicy } from '../../services/policies/verification.policy';
import type { OwnVerification, SeenVerification } from '../../services/verification.service';
import type { DocumentPlace } from '../../services/verification/documentLinks';
import { idOf, type Id } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { presentServiceRef, type CraftLook } from './craftsman.presenter';
import { presentPerson } from './person.presenter';

/** A case as the craftsman sees it: what he said, what became of it, and what he must show. */
export const presentOwnVerification = (
  { verification, requiredDocuments }: OwnVerification,
  look: CraftLook,
): Record<string, unknown> => ({
  ...(verification ? shown(verification, look) : NOT_STARTED),
  verificationDocs: (verification?.documents ?? []).map(presentPaper),
  requiredDocuments,
});

export interface StaffLook extends CraftLook {
  readonly viewer: Actor;
  /** Where the viewer, and nobody else, sees a paper for a few minutes. */
  readonly linkTo: (place: DocumentPlace) => string;
}

/** A case as staff sees it: with who asks, who looks at it, and links to the papers. */
export function presentVerification(
  { verification, people, now }: SeenVerification,
  { viewer, linkTo, ...look }: StaffLook,
): Record<string, unknown> {
  const { craftsmanId, decidedBy, takenBy, takenAt, documents } = verification;
  const person = (id: Verification['takenBy']) => {
    const found = id && people.get(idOf(id));
    return found ? presentPerson(found) : null;
  };
  return {
    ...shown(verification, look),
    submissions: verification.submissions,
    verificationDocs: documents.map((one) => presentLinked(one, idOf(verification), linkTo)),
    craftsman: person(craftsmanId),
    takenBy: person(takenBy),
    takenAt: takenAt ?? null,
    decidedBy: person(decidedBy),
    can: abilities(verificationPolicy, viewer, verification, { now }),
  };
}

const shown = (verification: Verification, look: CraftLook) => ({
  id: idOf(verification),
  _id: idOf(verification),
  status: publicStatusOf(verification),
  state: verification.status,
  skills: verification.skills,
  bio: verification.bio ?? '',
  service: presentServiceRef(verification.serviceId, look),
  yearsOfExperience: verification.yearsOfExperience ?? null,
  portfolioImageUrls: verification.portfolio.map(({ url }) => url),
  reason: verification.reason ?? null,
  submittedAt: verification.submittedAt,
  decidedAt: verification.decidedAt ?? null,
  expiresAt: verification.expiresAt ?? null,
});

const NOT_STARTED = {
  id: null,
  _id: null,
  status: 'Pending',
  state: 'not_started',
  skills: [],
  bio: '',
  service: null,
  yearsOfExperience: null,
  portfolioImageUrls: [],
  reason: null,
  submittedAt: null,
  decidedAt: null,
  expiresAt: null,
} as const;

/** Of a number only that there is one. */
const presentPaper = (paper: VerificationDocument) => ({
  id: idOf(paper),
  _id: idOf(paper),
  docType: paper.docType,
  docName: paper.docName,
  contentType: paper.contentType,
  hasNumber: paper.sealedNumber !== undefined,
});

function presentLinked(paper: VerificationDocument, verificationId: Id, linkTo: StaffLook['linkTo']) {
  const place = { verificationId, documentId: idOf(paper) };
  return {
    ...presentPaper(paper),
    docUrl: linkTo({ ...place, part: 'file' }),
    numberUrl: paper.sealedNumber === undefined ? null : linkTo({ ...place, part: 'number' }),
  };
}
