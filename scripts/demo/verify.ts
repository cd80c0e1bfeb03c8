import { photo, type Players } from './chapters';
import type { Person } from './person';
import { expectThat, say } from './stage';

const NUMBER = '29001011234567';
const OWN = '/users/craftsman/verification';

/** What a craftsman sends in: who he is, on paper. */
async function papers(docName: string): Promise<FormData> {
  const form = new FormData();
  const said = { 'skills[]': 'leaks', bio: 'Plumber for twelve years.', service: 'Plumbing' };
  Object.entries(said).forEach(([name, value]) => form.append(name, value));
  form.append('docTypes', 'National ID');
  form.append('docNames', docName);
  form.append('docNumbers', NUMBER);
  form.append('verificationDocs', await photo('sienna'), 'card.jpg');
  return form;
}

/** Staff verifies both craftsmen; one of them has to send in a better paper first. */
export async function verifyAll(players: Players): Promise<void> {
  const { karim, yasmin, moderator, admin } = players;
  say('2. The craftsmen ask to be verified; staff looks at their papers and agrees');
  const id = await sent(karim, 'one side');
  await moderator.do('POST', `/admin/verifications/${id}/take`);
  await moderator.do('POST', `/admin/verifications/${id}/request-changes`, {
    reason: 'the back side is missing',
  });
  await karim.hears('notification', { type: 'verification' });
  await sent(karim, 'both sides');
  await looksAt(players, id);
  await moderator.do('POST', `/admin/verifications/${id}/approve`);
  await karim.hears('notification', { type: 'verification', title: 'You are verified' });
  await admin.do('POST', `/admin/verifications/${await sent(yasmin, 'both sides')}/approve`);
  await yasmin.hears('notification', { type: 'verification' });
}

async function sent(craftsman: Person, docName: string): Promise<string> {
  const { id } = await craftsman.do('POST', OWN, await papers(docName));
  return String(id);
}

/** A link is its viewer's alone, and no answer tells what stands on a paper. */
async function looksAt({ karim, moderator, admin }: Players, id: string): Promise<void> {
  const seen = await moderator.do('GET', `/admin/verifications/${id}`);
  const [paper] = seen['verificationDocs'] as { docUrl: string; docType: string; docName: string }[];
  const path = (paper?.docUrl ?? '').replace(/^.*?\/api/, '');
  const others = [await admin.ask('GET', path), await karim.ask('GET', path)];
  const refused = others.map(({ status }) => status).join(', ');
  expectThat(refused === '404, 403', 'the link to a paper is for the one who asked for it', others);
  expectThat(!JSON.stringify(seen).includes(NUMBER), 'no answer holds the number of a paper', seen);
  say(`    Noura sees: ${paper?.docType ?? ''}, ${paper?.docName ?? ''}; to others her link is ${refused}`);
}
