import type { ErrorCode } from '../../utils/errorCodes';
import type { Actor } from '../../utils/types/actor';

/** Yes, or the code of the reason why not. */
export type Verdict = true | ErrorCode;

/** Who asks about what; `ctx` holds facts beside the document, where a policy needs any. */
export type Question<Doc, Ctx> = [Ctx] extends [void]
  ? readonly [actor: Actor, doc: Doc]
  : readonly [actor: Actor, doc: Doc, ctx: Ctx];

export type Rule<Doc, Ctx> = (...question: Question<Doc, Ctx>) => Verdict;

export type Policy<Doc, Ctx, Verb extends string> = Readonly<Record<Verb, Rule<Doc, Ctx>>>;

/** Types the rules of one resource: pure, synchronous, one per verb. They feed buttons and messages; the filter of the write is the lock. */
export const definePolicy =
  <Doc, Ctx = void>() =>
  <const Verb extends string>(rules: Record<Verb, Rule<Doc, Ctx>>): Policy<Doc, Ctx, Verb> =>
    rules;

/** Whether the actor may do this to the document now, or the code of the reason why not. */
export const may = <Doc, Ctx, Verb extends string>(
  policy: Policy<Doc, Ctx, Verb>,
  verb: NoInfer<Verb>,
  ...question: Question<Doc, Ctx>
): Verdict => policy[verb](...question);

/** For each verb whether the actor may do it now. */
export const abilities = <Doc, Ctx, Verb extends string>(
  policy: Policy<Doc, Ctx, Verb>,
  ...question: Question<Doc, Ctx>
): Record<Verb, boolean> => {
  const verbs = Object.keys(policy) as Verb[];
  const answers = verbs.map((verb) => [verb, policy[verb](...question) === true] as const);
  return Object.fromEntries(answers) as Record<Verb, boolean>;
};
