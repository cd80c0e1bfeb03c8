import type { Players } from './chapters';
import type { Person } from './person';
import { expectThat, say } from './stage';

const STARS = { mona: 5, karim: 4 } as const;

/** What somebody sees of the reviews of a job. */
const reviewsOf = async (person: Person, jobId: string): Promise<readonly { rating: number }[]> => {
  const { body } = await person.ask('GET', `/reviews/job/${jobId}`);
  return body.data as readonly { rating: number }[];
};

/** Both sides review each other: neither learns anything of the other's before both are revealed. */
export async function review({ client, karim }: Players, jobId: string): Promise<void> {
  say('8. Mona reviews, Karim hears only that she has; he reviews, and both are revealed');
  const words = { jobId, rating: STARS.mona, comment: 'On time, tidy, and the sink is dry.' };
  await client.do('POST', '/reviews', words);
  await karim.hears('notification', { type: 'review' });
  const before = await reviewsOf(karim, jobId);
  expectThat(before.length === 0, 'Karim sees no review before the reveal', before);
  await karim.do('POST', '/reviews', { jobId, rating: STARS.karim });
  for (const person of [client, karim]) {
    await person.hears('job_update', { jobId, event: 'reviewsRevealed' });
    const seen = await reviewsOf(person, jobId);
    expectThat(seen.length === 2, `${person.name} sees both reviews`, seen);
    const { rating, ratingCount } = await person.do('GET', '/users/me');
    expectThat(ratingCount === 1, `${person.name} has one review that counts`, ratingCount);
    say(`    ${person.name}: ${String(rating)} stars from ${String(ratingCount)} review`);
  }
}
