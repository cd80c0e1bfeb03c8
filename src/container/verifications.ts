import { makeVerificationService, type VerificationDeps } from '../services/verification.service';
import { makeDocumentLinks } from '../services/verification/documentLinks';
import { makeFollowVerifications } from '../services/verification/following';
import type { Core } from './core';

/** Makes what proves who craftsmen are: their cases, the links of staff to their papers, and the end of an approval. */
export function makeVerifications(
  core: Pick<Core, 'config' | 'keys'> & Omit<VerificationDeps, 'documentLinks'>,
) {
  const { config, clock, keys } = core;
  const baseUrl = (config.http.publicUrl ?? '').replace(/\/+$/, '');
  const documentLinks = makeDocumentLinks({ clock, linkKey: keys.linkSigning, baseUrl });
  return {
    documentLinks,
    verifications: makeVerificationService({ ...core, documentLinks }),
    followVerifications: makeFollowVerifications(core),
  };
}
