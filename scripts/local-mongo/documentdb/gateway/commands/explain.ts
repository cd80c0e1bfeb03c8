import type { Document } from 'bson';
import { readTopLevel } from '../bson';
import type { Command, CommandContext, Reply } from '../command';
import { COMMAND_NOT_SUPPORTED, INTERNAL_ERROR } from '../errorCodes';
import { CommandError } from '../errors';
import type { Postgres, SqlExecutor, SqlValue, Statement } from '../postgres';
import { beginTransaction } from '../transaction';

const QUERY_KINDS: Readonly<Record<string, string>> = {
  find: 'find',
  aggregate: 'pipeline',
  count: 'count',
  distinct: 'distinct',
};

/** A node of PostgreSQL's EXPLAIN (FORMAT JSON). */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly Plan: PlanNode;
  readonly 'Execution Time'?: number;
}

/** A comment that asks whether the indexes can serve the query, however small the collection still is. */
const PREFER_INDEXES = 'prefer-indexes';
const SCRATCH = { session: 'gateway', number: 0n };
/** An order must come from the index that is read; a filter alone may be answered from a bitmap of one. */
const WITHOUT = { ordered: ['seqscan', 'sort', 'bitmapscan'], unordered: ['seqscan', 'sort', 'indexscan'] };
const switchOff = (way: string): Statement => ({
  name: `without_${way}`,
  text: `SET LOCAL enable_${way} = off`,
});

interface Question {
  readonly kind: string;
  readonly executes: boolean;
  readonly values: SqlValue[];
}

/** Shows PostgreSQL's plan in the outline of MongoDB's: stages, index names and documents examined. */
export async function explain(command: Command, context: CommandContext): Promise<Reply> {
  const body = command.fields.explain as Buffer;
  const fields = readTopLevel(body);
  const name = Object.keys(fields)[0] ?? '';
  const kind = QUERY_KINDS[name];
  if (!kind) {
    throw new CommandError(COMMAND_NOT_SUPPORTED, `explain of ${name} is not supported`);
  }
  const executes = command.fields.verbosity !== 'queryPlanner';
  const question = { kind, executes, values: [command.database, body] };
  const prefersIndexes = [fields.comment, command.fields.comment].includes(PREFER_INDEXES);
  const explained = await (prefersIndexes
    ? explainByIndexes(question, fields.sort !== undefined, context.services.postgres)
    : ask(question, context.executor));
  return { ...describe(explained, `${command.database}.${String(fields[name])}`, executes), ok: 1 };
}

async function explainByIndexes(
  question: Question,
  isOrdered: boolean,
  postgres: Postgres,
): Promise<Explained> {
  const scratch = await beginTransaction(SCRATCH, postgres);
  try {
    for (const way of isOrdered ? WITHOUT.ordered : WITHOUT.unordered) {
      await scratch.run(switchOff(way), []);
    }
    return await ask(question, scratch);
  } finally {
    await scratch.abort();
  }
}

async function ask({ kind, executes, values }: Question, executor: SqlExecutor): Promise<Explained> {
  const source = `documentdb_api_catalog.bson_aggregation_${kind}($1, $2)`;
  const text = `EXPLAIN (FORMAT JSON, ANALYZE ${executes}) SELECT document FROM ${source}`;
  const [json] = await executor.run({ name: `explain_${kind}_${executes}`, text }, values);
  const [explained] = JSON.parse(json ?? '[]') as Explained[];
  if (!explained) {
    throw new CommandError(INTERNAL_ERROR, 'PostgreSQL explained nothing');
  }
  return explained;
}

function describe(explained: Explained, namespace: string, executes: boolean): Document {
  const queryPlanner = { namespace, winningPlan: toStage(explained.Plan), rejectedPlans: [] };
  if (!executes) {
    return { queryPlanner, postgresPlan: explained.Plan };
  }
  const executionStats = {
    executionSuccess: true,
    nReturned: explained.Plan['Actual Rows'] ?? 0,
    executionTimeMillis: Math.round(explained['Execution Time'] ?? 0),
    totalDocsExamined: docsExamined(explained.Plan),
  };
  return { queryPlanner, executionStats, postgresPlan: explained.Plan };
}

function toStage(node: PlanNode): Document {
  const inputs = (node.Plans ?? []).map(toStage);
  const input =
    inputs.length === 1 ? { inputStage: inputs[0] } : inputs.length > 1 ? { inputStages: inputs } : {};
  const stage = stageName(node);
  return { stage, ...(stage === 'IXSCAN' && { indexName: node['Index Name'] }), ...input };
}

function stageName(node: PlanNode): string {
  const type = node['Node Type'];
  if (/Seq Scan/.test(type) || readsWholeCollection(node)) {
    return 'COLLSCAN';
  }
  if (/Index/.test(type)) {
    return 'IXSCAN';
  }
  if (/Bitmap Heap/.test(type)) {
    return 'FETCH';
  }
  return type.toUpperCase().replaceAll(' ', '_');
}

/** The _id index may serve to find all of a collection's documents. */
function readsWholeCollection(node: PlanNode): boolean {
  return node['Index Name'] === '_id_' && !/object_id/.test(node['Index Cond'] ?? '');
}

function docsExamined(node: PlanNode): number {
  const inputs = node.Plans ?? [];
  if (inputs.length > 0) {
    return inputs.reduce((sum, input) => sum + docsExamined(input), 0);
  }
  const rows = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0);
  return rows * (node['Actual Loops'] ?? 1);
}
