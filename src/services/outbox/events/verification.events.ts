import type { Id } from '../../../utils/ids';

interface VerificationFact {
  verificationId: Id;
  craftsmanId: Id;
}

/** What becomes of craftsmen's requests to be verified. */
export interface VerificationEvents {
  'verification.submitted': VerificationFact & { documents: number; isAgain: boolean };
  'verification.approved': VerificationFact;
  'verification.rejected': VerificationFact & { reason: string };
}
