import { seconds } from '../../utils/clock';
import { newUuid, type Id } from '../../utils/ids';
import type { Bus } from '../../utils/types/bus';
import type { Logger } from '../../utils/types/logger';
import type { EphemeralEventName, EphemeralEvents } from './clientEvents';
import { makeQuestions } from './questions';

/** What one process tells the others; none of it may be needed, for it may be lost. */
export type News =
  /** Something new stands in the log of this user. */
  | { readonly kind: 'told'; readonly userId: Id }
  | {
      readonly kind: 'passing';
      readonly userId: Id;
      readonly event: EphemeralEventName;
      readonly data: EphemeralEvents[EphemeralEventName];
    }
  | { readonly kind: 'ended'; readonly sessionIds: readonly Id[] };

type Line =
  | News
  | { readonly kind: 'ask'; readonly question: string; readonly userId: Id }
  | { readonly kind: 'answer'; readonly question: string; readonly isYes: boolean };

/** What this process knows and does of itself. */
export interface Here {
  hear(news: News): void;
  isConnected(userId: Id): boolean;
}

/** The other processes of this server. */
export interface Peers {
  /** From now on this process hears the others and answers them. */
  join(here: Here): void;
  tell(news: News): void;
  /** Whether an app of this user is connected to another process; false where nobody can say in time. */
  isConnected(userId: Id): Promise<boolean>;
}

export interface PeersDeps {
  readonly bus: Bus;
  readonly logger: Logger;
  /** Names this process. */
  readonly instanceId: string;
}

const ANSWER_MS = seconds(1);

/** There are no other processes, or no line to them: each finds in the log what the others wrote. */
export const alone: Peers = {
  join: () => undefined,
  tell: () => undefined,
  isConnected: () => Promise.resolve(false),
};

/** Makes the talk with the other processes: it saves waiting, and what is lost is found in the log by the poll. */
export function makePeers({ bus, logger, instanceId }: PeersDeps): Peers {
  const questions = makeQuestions(ANSWER_MS);
  const say = async (line: Line): Promise<number> =>
    bus.publish(JSON.stringify({ from: instanceId, ...line })).catch((error: unknown) => {
      logger.debug('other processes not told', { kind: line.kind, error });
      return 0;
    });
  const take = (line: Line, here: Here): void => {
    if (line.kind === 'ask') {
      const { question, userId } = line;
      void say({ kind: 'answer', question, isYes: here.isConnected(userId) });
    } else if (line.kind === 'answer') {
      questions.answered(line.question, line.isYes);
    } else {
      here.hear(line);
    }
  };
  return {
    join(here) {
      bus.listen((text) => {
        try {
          const { from, ...line } = JSON.parse(text) as Line & { readonly from: string };
          if (from !== instanceId) {
            take(line, here);
          }
        } catch (error) {
          logger.warn('not understood what another process said', { error });
        }
      });
    },
    tell: (news) => void say(news),
    isConnected(userId) {
      const question = newUuid();
      return questions.ask(question, async () => {
        const listeners = await say({ kind: 'ask', question, userId });
        return listeners - 1; // we hear ourselves, too, and do not answer
      });
    },
  };
}
