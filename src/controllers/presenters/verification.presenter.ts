import type { Verification, VerificationDocument } from '../../models/verification.model';
import { abilities } from '../../services/policies/policy';
import { verificationPolicy } from '../../services/policies/verification.policy';
import type { SeenVerification } from '../../services/verification.service';
import { idOf } from '../../utils/ids';
import type { Actor } from '../../utils/types/actor';
import { presentServiceRef, type CraftLook } from './craftsman.presenter';
import { presentPerson } from './person.presenter';

/** A request as the craftsman who made it sees it: what he said and what became of it. */
export const presentOwnVerification = (
  verification: Verification,
  look: CraftLook,
): Record<string, unknown> => ({
  ...shown(verification, look),
  verificationDocs: verification.documents.map(presentPaper),
});

export interface StaffLook extends CraftLook {
  readonly viewer: Actor;
  /** Where a private file is seen for a few minutes. */
  readonly linkTo: (document: VerificationDocument) => string;
}

/** A request as staff sees it: with who asks, and links to his papers. */
export function presentVerification(
  { verification, people }: SeenVerification,
  { viewer, linkTo, ...look }: StaffLook,
): Record<string, unknown> {
  const { craftsmanId, decidedBy, documents } = verification;
  const craftsman = people.get(idOf(craftsmanId));
  const decider = decidedBy && people.get(idOf(decidedBy));
  return {
    ...shown(verification, look),
    verificationDocs: documents.map((one) => ({ ...presentPaper(one), docUrl: linkTo(one) })),
    craftsman: craftsman ? presentPerson(craftsman) : null,
    decidedBy: decider ? presentPerson(decider) : null,
    can: abilities(verificationPolicy, viewer, verification),
  };
}

const shown = (verification: Verification, look: CraftLook) => ({
  id: idOf(verification),
  _id: idOf(verification),
  status: verification.status,
  skills: verification.skills,
  bio: verification.bio ?? '',
  service: presentServiceRef(verification.serviceId, look),
  yearsOfExperience: verification.yearsOfExperience ?? null,
  portfolioImageUrls: verification.portfolio.map(({ url }) => url),
  reason: verification.reason ?? null,
  submittedAt: verification.createdAt,
  decidedAt: verification.decidedAt ?? null,
});

const presentPaper = ({ docType, docName, contentType }: VerificationDocument) => ({
  docType,
  docName,
  contentType,
});
