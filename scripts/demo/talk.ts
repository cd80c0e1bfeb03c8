import type { Players } from './chapters';
import type { Person } from './person';
import { expectThat, say } from './stage';

/** The conversation of somebody about a job; the owner says with whom. */
async function open(
  person: Person,
  about: { readonly jobId: string; readonly participantId?: string },
): Promise<string> {
  const { id } = await person.do('POST', '/conversations', about);
  return `/conversations/${String(id)}`;
}

/** The invited craftsman asks; a phone number does not get through yet. */
export async function talkBeforeHire({ client, yasmin }: Players, jobId: string): Promise<void> {
  const path = await open(yasmin, { jobId });
  await yasmin.do('POST', `${path}/messages`, { content: 'هل الماسورة نحاس؟ كلميني على ٠١٠١٢٣٤٥٦٧٨' });
  await client.hears('new_message', { content: 'هل الماسورة نحاس؟ كلميني على •••' });
  const { body } = await client.ask('POST', `${path}/messages`, {
    content: 'Yes. Or write to mona@example.com',
  });
  expectThat(/hidden/.test(String(body['message'])), 'Mona is told that her e-mail was hidden', body);
  say(`    Mona is told: ${String(body['message'])}`);
  await yasmin.hears('new_message', { content: 'Yes. Or write to •••' });
}

/** Once hired the two may tell each other everything; what was said is read and summed up. */
export async function talkAfterHire({ client, karim }: Players, jobId: string): Promise<void> {
  const path = await open(client, { jobId, participantId: karim.id });
  const content = 'The door bell is broken: call 01012345678 when you are here at 10:30.';
  await client.do('POST', `${path}/messages`, { content });
  await karim.hears('new_message', { content });
  await karim.do('POST', `${path}/messages`, { content: 'Agreed, 10:30.' });
  await karim.do('PATCH', `${path}/read`, {});
  await client.hears('message_read', { readerId: karim.id, upTo: 2 });
  const { summary, generatedBy } = await client.do('POST', `${path}/summary`);
  say(`    in short (${String(generatedBy)}): ${String(summary).replaceAll('\n', ' ')}`);
}
