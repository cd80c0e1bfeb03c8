import { aJpeg } from '../support/pictures';
import type { MadeUser } from './user';

export const OWN = '/api/users/craftsman/verification';
export const ID_NUMBER = '29001011234567';
/** A whole PDF, as far as we look. */
export const PDF = Buffer.from('%PDF-1.4 certificate of Karim');

/** A paper as staff gets it listed. */
export interface ListedPaper {
  readonly id: string;
  readonly docType: string;
  readonly docUrl: string;
  readonly numberUrl: string | null;
}

/** Sends in the card with its number, and a certificate without one. */
export const sendPapers = async (who: MadeUser, number = ID_NUMBER) =>
  who.as
    .post(OWN)
    .field('skills[]', 'pipes')
    .field('docTypes', 'National ID')
    .field('docTypes', 'Certificate')
    .field('docNumbers', number)
    .field('docNumbers', '')
    .attach('verificationDocs', await aJpeg(), 'id.jpg')
    .attach('verificationDocs', PDF, 'paper.pdf');

/** A waiting case with papers; says its id. */
export async function aCase(who: MadeUser, number?: string): Promise<string> {
  const { body } = await sendPapers(who, number);
  return String(body.data.id);
}

/** A waiting case without papers; says its id. */
export async function aTextCase(who: MadeUser): Promise<string> {
  const { body } = await who.as.post(OWN).send({ skills: ['pipes'], bio: 'Plumber' });
  return String(body.data.id);
}

const at = (id: string, act: string): string => `/api/admin/verifications/${id}/${act}`;

export const approve = (staff: MadeUser, id: string) => staff.as.post(at(id, 'approve'));
export const take = (staff: MadeUser, id: string) => staff.as.post(at(id, 'take'));
export const reject = (staff: MadeUser, id: string, reason = 'The photo cannot be read') =>
  staff.as.post(at(id, 'reject')).send({ reason });
export const requestChanges = (staff: MadeUser, id: string, reason = 'Send the back side, too') =>
  staff.as.post(at(id, 'request-changes')).send({ reason });

/** The papers of a case with links for this one of staff. */
export async function papersFor(staff: MadeUser, id: string): Promise<ListedPaper[]> {
  const { body } = await staff.as.get(`/api/admin/verifications/${id}`);
  return body.data.verificationDocs as ListedPaper[];
}

/** From now on craftsmen must show these. */
export const requireDocuments = (admin: MadeUser, craftsman: string[], scope = 'global') =>
  admin.as.put('/api/admin/settings').send({
    edits: [{ key: 'verification.requiredDocuments', scope, value: { craftsman } }],
    reason: 'KYC',
  });
