import type { Id } from '../../../utils/ids';

interface MatchFact {
  jobId: Id;
  clientId: Id;
  title: string;
}

/** Who is told of new jobs. */
export interface MatchingEvents {
  /** It is decided whom: they are told batch by batch. */
  'job.matched': MatchFact & { matchId: Id; craftsmen: number };
  /** One batch was told in the app; these of it have an app that takes pushes. */
  'job.offered': MatchFact & { matchId: Id; craftsmanIds: readonly Id[] };
}
