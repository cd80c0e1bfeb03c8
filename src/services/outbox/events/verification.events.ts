import type { Id } from '../../../utils/ids';

interface VerificationFact {
  verificationId: Id;
  craftsmanId: Id;
}

/** What becomes of craftsmen's requests to be verified; never what stands in their papers. */
export interface VerificationEvents {
  'verification.submitted': VerificationFact & {
    documents: number;
    /** He is verified already. */
    isAgain: boolean;
    /** 1 for the first time. */
    submission: number;
  };
  'verification.taken': VerificationFact & { from?: Id };
  'verification.documentViewed': VerificationFact & {
    documentId: Id;
    docType: string;
    part: 'file' | 'number';
  };
  'verification.changesRequested': VerificationFact & { reason: string };
  'verification.approved': VerificationFact & { expiresAt: string };
  'verification.rejected': VerificationFact & { reason: string };
  'verification.expiring': VerificationFact & { expiresAt: string; days: number };
  'verification.expired': VerificationFact & { expiresAt: string };
}
