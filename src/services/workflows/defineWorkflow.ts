import type { ActorRole } from '../../utils/types/actor';

export interface Step<S extends string> {
  readonly from: readonly S[];
  /** May be the state it comes from: something was done, the state stays. */
  readonly to: S;
  readonly by: readonly ActorRole[];
}

export interface Workflow<S extends string, E extends string> {
  readonly name: string;
  readonly states: readonly S[];
  readonly initial: S;
  /** States that nothing leaves. */
  readonly terminal: readonly S[];
  readonly events: Readonly<Record<E, Step<S>>>;
}

interface Table<S extends string, E extends string> extends Omit<
  Workflow<S, E>,
  'terminal' | 'initial' | 'events'
> {
  readonly initial: NoInfer<S>;
  /** Named where the reader should know; then it must be exactly the states that nothing leaves. */
  readonly terminal?: readonly NoInfer<S>[];
  readonly events: Readonly<Record<E, Step<NoInfer<S>>>>;
}

export type StateOf<W> = W extends Workflow<infer S, string> ? S : never;
export type EventOf<W> = W extends Workflow<string, infer E> ? E : never;

const registry = new Map<string, Workflow<string, string>>();

/** Types a table of states and events, and refuses at import one that cannot be right. */
export function defineWorkflow<const S extends string, const E extends string>(
  table: Table<S, E>,
): Workflow<S, E> {
  const steps = Object.values<Step<S>>(table.events);
  const ends = table.states.filter((state) => steps.every((step) => !step.from.includes(state)));
  const flow: Workflow<S, E> = { ...table, terminal: table.terminal ?? ends };
  const faults = faultsOf(flow, ends);
  if (faults.length > 0) {
    throw new TypeError(`workflow ${flow.name}: ${faults.join('; ')}`);
  }
  registry.set(flow.name, flow);
  return flow;
}

/** Every table that has been imported. */
export const allWorkflows = (): readonly Workflow<string, string>[] => [...registry.values()];

/** Whether the table lets this role fire this event in this state; for policies and previews, never instead of `transition`. */
export function mayFire<S extends string, E extends string>(
  flow: Workflow<S, E>,
  event: NoInfer<E>,
  { state, role }: { readonly state: S; readonly role: ActorRole | undefined },
): boolean {
  const step: Step<S> = flow.events[event];
  return role !== undefined && step.by.includes(role) && step.from.includes(state);
}

/** The table as a mermaid state diagram. */
export function diagramOf(flow: Workflow<string, string>): string {
  const alias = (state: string): string => state.replace(/\W/g, '_');
  const names = flow.states.map((state) => `  state "${state}" as ${alias(state)}`);
  const arrows = Object.entries(flow.events).flatMap(([event, step]) =>
    step.from.map((from) => `  ${alias(from)} --> ${alias(step.to)} : ${event} (${step.by.join(', ')})`),
  );
  const ends = flow.terminal.map((state) => `  ${alias(state)} --> [*]`);
  return ['stateDiagram-v2', ...names, `  [*] --> ${alias(flow.initial)}`, ...arrows, ...ends].join('\n');
}

function faultsOf(flow: Workflow<string, string>, ends: readonly string[]): string[] {
  const unknown = (state: string): boolean => !flow.states.includes(state);
  const reached = reachable(flow);
  const same = ends.length === flow.terminal.length && ends.every((state) => flow.terminal.includes(state));
  return [
    ...(registry.has(flow.name) ? ['defined twice'] : []),
    ...(new Set(flow.states).size < flow.states.length ? ['a state is listed twice'] : []),
    ...(unknown(flow.initial) ? [`unknown initial state "${flow.initial}"`] : []),
    ...Object.entries(flow.events).flatMap(([event, step]) => stepFaults(event, step, unknown)),
    ...flow.states.filter((state) => !reached.has(state)).map((state) => `"${state}" is never reached`),
    ...(same
      ? []
      : [`terminal states are ${ends.join(', ') || 'none'}, not ${flow.terminal.join(', ') || 'none'}`]),
  ];
}

function stepFaults(event: string, step: Step<string>, unknown: (state: string) => boolean): string[] {
  return [
    ...(step.from.length === 0 ? [`"${event}" leaves no state`] : []),
    ...(step.by.length === 0 ? [`nobody may fire "${event}"`] : []),
    ...[...step.from, step.to].filter(unknown).map((state) => `"${event}" names an unknown state "${state}"`),
  ];
}

function reachable(flow: Workflow<string, string>): Set<string> {
  const reached = new Set([flow.initial]);
  // A Set visits what is added while it is walked.
  for (const state of reached) {
    for (const step of Object.values(flow.events)) {
      if (step.from.includes(state)) {
        reached.add(step.to);
      }
    }
  }
  return reached;
}
