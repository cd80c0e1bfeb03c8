import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { houseRules, plugins } from '../../eslint-rules';

/** Lints a sample as if it stood in `filename`, with the house rules alone, and gives the names of those that fired. */
function violations(filename: string, code: string): string[] {
  const linter = new Linter({ configType: 'flat' });
  const config = [{ files: ['**/*.ts'], languageOptions: { parser } }, ...houseRules] as Linter.Config[];
  const messages = linter.verify(code, config, { filename });
  return messages.map(({ ruleId, message }) => ruleId?.replace('house/', '') ?? message);
}

interface Sample {
  readonly rule: string;
  readonly why: string;
  readonly file: string;
  readonly bad: string;
  readonly good: string;
  readonly allowedIn?: string;
}

const IN_TX = (body: string): string => `await inTransaction(async (tx) => { ${body} });`;
const LONG = Array.from({ length: 41 }, (_, line) => `  step(${line});`).join('\n');

const samples: readonly Sample[] = [
  {
    rule: 'no-process-env',
    why: 'the environment is read in config/env.ts only',
    file: 'src/services/job.service.ts',
    bad: 'const port = process.env.PORT;',
    good: 'const port = config.http.port;',
    allowedIn: 'src/config/env.ts',
  },
  {
    rule: 'no-process-env',
    why: 'also when it is taken apart',
    file: 'server.ts',
    bad: 'const { env } = process;',
    good: 'const { pid } = process;',
    allowedIn: 'scripts/new-resource.ts',
  },
  {
    rule: 'no-process-env',
    why: 'also when it is imported by name',
    file: 'src/app.ts',
    bad: "import { env } from 'node:process';",
    good: "import { hrtime } from 'node:process';",
  },
  {
    rule: 'no-system-time',
    why: 'services take the time from the clock',
    file: 'src/services/acts/complete-job.ts',
    bad: 'const at = new Date();',
    good: 'const at = new Date(job.createdAt.getTime() + 5);',
    allowedIn: 'src/utils/clock.ts',
  },
  {
    rule: 'no-system-time',
    why: 'Date.now() is the same thing',
    file: 'src/services/job.service.ts',
    bad: 'const at = Date.now();',
    good: 'const at = clock.now();',
  },
  {
    rule: 'no-money-rounding',
    why: 'a fee is rounded by utils/money',
    file: 'src/services/ledger/postings.ts',
    bad: 'const share = Math.round(agreedPrice * 0.05);',
    good: 'const share = percentOf(agreedPrice, 500);',
    allowedIn: 'src/utils/money.ts',
  },
  {
    rule: 'no-money-rounding',
    why: 'the name of the result counts, too',
    file: 'src/services/wallet.service.ts',
    bad: 'const feeMinor = Math.floor(x / 2);',
    good: 'const totalPages = Math.ceil(totalItems / limit);',
  },
  {
    rule: 'no-status-write',
    why: 'a $set of a status belongs to transition()',
    file: 'src/services/job.service.ts',
    bad: "const update = { $set: { title, status: 'Closed' } };",
    good: 'const update = { $set: { title } };',
    allowedIn: 'src/services/workflows/workflow.ts',
  },
  {
    rule: 'no-status-write',
    why: 'a document is not changed in memory',
    file: 'src/services/job.service.ts',
    bad: "job.status = 'Closed';",
    good: "if (job.status === 'Closed') { stop(); }",
  },
  {
    rule: 'no-status-write',
    why: 'an update without operator is the same',
    file: 'src/services/job.service.ts',
    bad: "await Job.updateOne({ _id }, { status: 'Closed' });",
    good: "await Job.updateOne({ _id, status: 'Closed' }, { title });",
  },
  {
    rule: 'no-parallel-in-transaction',
    why: 'a session runs one command at a time',
    file: 'src/services/acts/accept-quote.ts',
    bad: IN_TX('await Promise.all([a(tx), b(tx)]);'),
    good: `${IN_TX('await a(tx); await b(tx);')} await Promise.all([c(), d()]);`,
  },
  {
    rule: 'no-provider-in-transaction',
    why: 'the provider is called outside the transaction',
    file: 'src/services/acts/checkout.ts',
    bad: IN_TX('await deps.payments.charge(request);'),
    good: `await deps.payments.charge(request); ${IN_TX("lines.push(line); await record(tx, 'x', {});")}`,
  },
  {
    rule: 'no-provider-in-transaction',
    why: 'neither is any other server',
    file: 'src/services/acts/checkout.ts',
    bad: IN_TX('await fetch(address);'),
    good: 'await fetch(address);',
  },
  {
    rule: 'no-response-below-http',
    why: 'a service does not answer requests',
    file: 'src/services/job.service.ts',
    bad: 'res.status(200);',
    good: 'answer.status(200);',
    allowedIn: 'src/controllers/job.controller.ts',
  },
  {
    rule: 'catch-keeps-cause',
    why: 'the new error names the old one',
    file: 'src/services/job.service.ts',
    bad: "try { a(); } catch (error) { log(error); throw new Conflict('job.taken'); }",
    good: "try { a(); } catch (error) { throw new Conflict('job.taken', { cause: error }); }",
  },
  {
    rule: 'catch-keeps-cause',
    why: 'no error is dropped in silence',
    file: 'src/services/job.service.ts',
    bad: 'try { a(); } catch { b(); }',
    good: 'try { a(); } catch { /* the file may be gone already: that is what we want */ }',
  },
  {
    rule: 'catch-keeps-cause',
    why: 'nor by an empty rejection handler',
    file: 'src/services/job.service.ts',
    bad: 'await a().catch(() => undefined);',
    good: 'await a().catch((error) => log.warn("a failed", { error }));',
  },
  {
    rule: 'no-focused-tests',
    why: 'no test is left out',
    file: 'tests/api/job.test.ts',
    bad: "it.skip('pays', () => {});",
    good: "it.each([1])('pays', () => {});",
  },
  {
    rule: 'no-focused-tests',
    why: 'no short form either',
    file: 'tests/api/job.test.ts',
    bad: "fdescribe('jobs', () => {});",
    good: "describe('jobs', () => {});",
  },
  {
    rule: 'function-length',
    why: 'a function has at most 40 lines of its own',
    file: 'src/services/job.service.ts',
    bad: `function story() {\n${LONG}\n}`,
    good: `function makeService() {\n  return { act() {\n${LONG.split('\n').slice(0, 35).join('\n')}\n  } };\n}`,
    allowedIn: 'tests/api/job.test.ts',
  },
];

describe('house lint rules', () => {
  it.each(samples)('$rule: $why', ({ rule, file, bad, good }) => {
    const onBad = violations(file, bad);
    const onGood = violations(file, good);

    expect(onBad).toEqual([rule]);
    expect(onGood).toEqual([]);
  });

  it.each(samples.filter(({ allowedIn }) => allowedIn))(
    '$rule does not hold in $allowedIn',
    ({ allowedIn, bad }) => {
      expect(violations(String(allowedIn), bad)).toEqual([]);
    },
  );

  it('each rule is proven by a sample and says in its message what to do', () => {
    const proven = new Set(samples.map(({ rule }) => rule));

    const messages = Object.values(plugins.house.rules).flatMap(({ meta }) =>
      Object.values<string>(meta.messages),
    );

    expect([...proven].sort()).toEqual(Object.keys(plugins.house.rules).sort());
    expect(messages.filter((message) => message.length < 40)).toEqual([]);
  });
});
