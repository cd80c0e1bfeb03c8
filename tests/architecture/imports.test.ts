import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = join(ROOT, '.dependency-cruiser.cjs');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

function cruise(cwd: string, folders: readonly string[]): Violation[] {
  const args = [CRUISER, '--config', RULES, '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout.startsWith('{')) {
    throw new Error(`dependency-cruiser did not run: ${stderr}`);
  }
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations;
}

/** A file, what it imports, and the rule that must refuse it (none: the arrow is allowed). */
type Arrow = readonly [from: string, statement: string, rule?: string];

const arrows: readonly Arrow[] = [
  ['src/controllers/a.controller.ts', "import { Job } from '../models/job.model';", 'controllers-values'],
  [
    'src/controllers/b.controller.ts',
    "import type { Job } from '../models/job.model';",
    'controllers-values',
  ],
  ['src/controllers/c.controller.ts', "import { act } from '../services/job.service';", 'controllers-types'],
  ['src/controllers/d.controller.ts', "import type { Act } from '../services/job.service';"],
  ['src/controllers/e.controller.ts', "import mongoose from 'mongoose';", 'mongoose-below-services'],
  [
    'src/controllers/f.controller.ts',
    "import type { P } from '../services/providers/sms/provider';",
    'controllers-values',
  ],
  [
    'src/controllers/presenters/a.presenter.ts',
    "import { readFileSync } from 'node:fs';",
    'pure-code-has-no-effects',
  ],
  [
    'src/controllers/presenters/b.presenter.ts',
    "import { Job } from '../../models/job.model';",
    'presenters-types',
  ],
  ['src/controllers/presenters/c.presenter.ts', "import type { JobDoc } from '../../models/job.model';"],
  ['src/routes/a.routes.ts', "import { act } from '../services/job.service';", 'routes-values'],
  ['src/routes/b.routes.ts', "import { makeA } from '../controllers/d.controller';"],
  ['src/routes/c.routes.ts', "import { container } from '../container';", 'routes-types'],
  ['src/validators/a.validator.ts', "import { Job } from '../models/job.model';", 'validators-values'],
  ['src/middleware/a.ts', "import { act } from '../services/job.service';", 'middleware-types'],
  ['src/services/a.service.ts', "import type { Request } from 'express';", 'no-express-in-services'],
  ['src/services/b.service.ts', "import { sms } from './providers/sms/twilio';", 'services-values'],
  ['src/services/c.service.ts', "import type { P } from './providers/sms/provider';"],
  ['src/services/d.service.ts', "import { JobDoc } from '../models/job.model';"],
  [
    'src/services/e.service.ts',
    "import { present } from '../controllers/presenters/c.presenter';",
    'services-values',
  ],
  ['src/services/f.service.ts', "import { readConfig } from '../config/env';", 'services-types'],
  [
    'src/services/g.service.ts',
    "import { LedgerEntry } from '../models/ledgerEntry.model';",
    'ledger-has-one-writer',
  ],
  [
    'src/services/h.service.ts',
    "import { OutboxRow } from '../models/outboxRow.model';",
    'outbox-has-one-writer',
  ],
  ['src/services/i.service.ts', "import { ObjectId } from 'mongodb';", 'one-driver'],
  ['src/services/k.service.ts', "import { Resend } from 'resend';", 'vendor-resend'],
  ['src/services/l.service.ts', "import { container } from '../container';", 'nobody-imports-the-root'],
  ['src/services/ledger/ledger.service.ts', "import { LedgerEntry } from '../../models/ledgerEntry.model';"],
  ['src/services/ledger/postings.ts', "import { Job } from '../../models/job.model';", 'postings-types'],
  ['src/services/policies/a.policy.ts', "import { Job } from '../../models/job.model';", 'policies-types'],
  ['src/services/workflows/a.workflow.ts', "import { act } from '../job.service';", 'workflow-tables-values'],
  [
    'src/services/workflows/b.workflow.ts',
    "import { transition } from './workflow';",
    'workflow-tables-values',
  ],
  ['src/services/workflows/c.workflow.ts', "import { defineWorkflow } from './defineWorkflow';"],
  ['src/services/policies/b.policy.ts', "import { aWorkflow } from '../workflows/c.workflow';"],
  ['src/services/providers/mail/resend.ts', "import { Resend } from 'resend';"],
  [
    'src/services/providers/sms/twilio.ts',
    "import { Job } from '../../../models/job.model';",
    'providers-values',
  ],
  ['src/models/a.model.ts', "import { act } from '../services/job.service';", 'models-values'],
  ['src/utils/a.ts', "import { act } from '../services/job.service';", 'utils-values'],
  ['src/utils/b.ts', "import { aJob } from '../../tests/factories';", 'no-tests-in-code'],
  ['src/utils/c.ts', "import { run } from '../../scripts/run';", 'no-scripts-in-src'],
  ['src/utils/d.ts', "import { e } from './e';", 'no-circular'],
  ['src/utils/f.ts', "import supertest from 'supertest';", 'no-dev-packages'],
  ['src/utils/g.ts', "import { x } from './nowhere';", 'no-unresolved'],
  ['src/utils/h.ts', '', 'no-orphans'],
];

const targets: readonly Arrow[] = [
  ['src/utils/e.ts', "import { d } from './d';"],
  ...[
    'src/container.ts',
    'src/models/job.model.ts',
    'src/models/ledgerEntry.model.ts',
    'src/models/outboxRow.model.ts',
    'src/services/job.service.ts',
    'src/services/providers/sms/provider.ts',
    'src/services/workflows/workflow.ts',
    'src/services/workflows/defineWorkflow.ts',
    'src/config/env.ts',
    'scripts/run.ts',
    'tests/factories.ts',
  ].map((file): Arrow => [file, '']),
];

describe('import arrows', () => {
  it('refuse each forbidden import and allow the drawn ones', () => {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, '.cache/arrows-'));
    for (const [file, statement] of [...arrows, ...targets]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${statement}\nexport const here = 1;\n`);
    }

    const violations = cruise(folder, ['src', 'scripts', 'tests']);
    rmSync(folder, { recursive: true });

    const missed = arrows.filter(
      ([from, , rule]) => rule && !violations.some((one) => one.from === from && one.rule.name === rule),
    );
    const refusedWithoutReason = arrows.filter(
      ([from, , rule]) => !rule && violations.some((one) => one.from === from),
    );
    expect({ missed, refusedWithoutReason }).toEqual({ missed: [], refusedWithoutReason: [] });
  });

  it('hold in the whole program', () => {
    const violations = cruise(
      ROOT,
      ['server.ts', 'src', 'scripts', 'seeds'].filter((path) => existsSync(join(ROOT, path))),
    );

    expect(violations.map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
  });
});
