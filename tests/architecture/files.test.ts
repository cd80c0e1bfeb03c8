import { extname } from 'node:path';
import { filesMatching, repositoryFiles, textOf } from './sourceTree';

/** What each folder of `src` may hold; a new kind of file is a new line here and in decision 0001. */
const FOLDERS: Readonly<Record<string, RegExp>> = {
  '': /^(app|container)\.ts$/,
  container: /^[a-z][A-Za-z]*\.ts$/,
  config: /^[a-z][A-Za-z]*\.ts$/,
  'config/settings': /^([a-z][A-Za-z]*\.settings|setting)\.ts$/,
  models: /^([a-z][A-Za-z]*\.(model|schemas)|index|defineModel)\.ts$/,
  'models/plugins': /^[a-z][A-Za-z]*\.ts$/,
  'models/queries': /^[a-z][A-Za-z]*\.query\.ts$/,
  validators: /^([a-z][A-Za-z]*\.validator|joi|joiTexts)\.ts$/,
  routes: /^([a-z][A-Za-z]*\.routes|index)\.ts$/,
  middleware: /^[a-z][A-Za-z]*\.ts$/,
  controllers: /^[a-z][A-Za-z]*\.(controller|page)\.ts$/,
  'controllers/presenters': /^[a-z][A-Za-z]*\.presenter\.ts$/,
  services: /^[a-z][A-Za-z]*\.service\.ts$/,
  'services/acts': /^[a-z]+(-[a-z]+)*\.ts$/,
  'services/policies': /^([a-z][A-Za-z]*\.policy|policy)\.ts$/,
  'services/workflows': /^([a-z][A-Za-z]*\.workflow|workflow|defineWorkflow|index)\.ts$/,
  'services/ledger': /^[a-z][A-Za-z]*(\.service|\.postings)?\.ts$/,
  'services/ledger/postings': /^([a-z][A-Za-z]*\.postings|return)\.ts$/,
  'services/ledger/check': /^[a-z][A-Za-z]*\.ts$/,
  'services/outbox': /^[a-z][A-Za-z]*(\.service)?\.ts$/,
  'services/outbox/events': /^([a-z][A-Za-z]*\.events|index)\.ts$/,
  'services/outbox/handlers':
    /^([a-z][A-Za-z]*\.(handlers|notices)|[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?|index)\.ts$/,
  'services/tasks': /^([a-z]+(-[a-z]+)*\.task|[a-z][A-Za-z]*)\.ts$/,
  'services/catalogue': /^[a-z][A-Za-z]*\.ts$/,
  'services/openapi': /^[a-z][A-Za-z]*(\.service)?\.ts$/,
  utils: /^[a-z][A-Za-z0-9]*\.ts$/,
  'utils/errorCodes': /^([a-z][A-Za-z]*\.codes|index|defineCodes)\.ts$/,
  'utils/surfaces': /^([a-z][A-Za-z0-9]*\.surface|surface|index)\.ts$/,
  'utils/texts': /^([a-z][A-Za-z]*\.(en|ar)|text|index)\.ts$/,
  'utils/types': /^[a-z][A-Za-z]*(\.d)?\.ts$/,
};
/** Adapters and their templates and workers: a folder per kind. */
const FREE_FOLDERS = /^services\/providers(\/|$)/;
/** The details of one service, in a folder of its name. */
const DETAILS = { folder: /^services\/[a-z][A-Za-z]*$/, file: /^[a-z][A-Za-z]*\.ts$/ };
const NOT_CODE = /\.(md|json|hbs|txt|gitkeep|svg|html)$|\.worker\.js$/;

const patternOf = (folder: string): RegExp | undefined =>
  FOLDERS[folder] ?? (DETAILS.folder.test(folder) ? DETAILS.file : undefined);

const PROGRAM = [/^server\.ts$/, /^(src|scripts|seeds)\/.*\.(ts|js)$/];

/** Written so that this file does not find itself. */
const FORBIDDEN_TEXTS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a path of one machine',
    new RegExp(
      '(?<![\\w.]|\\w["\'}])/(home|Users|root|work' + '/(main|shared))/[\\w.-]+|[A-Z]:\\\\Users\\\\',
    ),
  ],
  [
    'a host of a private package registry',
    new RegExp('(registry|npm|nexus|artifactory)\\.(internal|corp|local)\\b'),
  ],
  ['a task without an issue: write `@TODO #12 …`', new RegExp('\\b(TO' + 'DO|FIX' + 'ME)\\b(?! #\\d+)')],
];
const BINARY = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.ico', '.pdf', '.woff2', '.gz']);

describe('files', () => {
  it('have at most 250 lines each', () => {
    const tooLong = filesMatching(...PROGRAM).filter((path) => textOf(path).split('\n').length > 251);

    expect(tooLong).toEqual([]);
  });

  it('stand in known folders of src and are named after stem and layer', () => {
    const strangers = filesMatching(/^src\//).filter((path) => {
      const [, folder = '', file = ''] = /^src\/(?:(.*)\/)?([^/]+)$/.exec(path) ?? [];
      return !NOT_CODE.test(file) && !FREE_FOLDERS.test(folder) && !patternOf(folder)?.test(file);
    });

    expect(strangers).toEqual([]);
  });

  it.each(FORBIDDEN_TEXTS)('never hold %s', (_what, pattern) => {
    const texts = repositoryFiles().filter(
      (path) => !BINARY.has(extname(path)) && path !== 'package-lock.json',
    );

    const found = texts.filter((path) => pattern.test(textOf(path)));

    expect(found).toEqual([]);
  });

  it('of tests belong to a known kind', () => {
    const KINDS =
      /^tests\/(setup|helpers|factories|support|unit|services|api|races|contract|architecture|types|local-mongo|sockets|model|browser|redis|process|seeds)\//;

    expect(filesMatching(/^tests\//).filter((path) => !KINDS.test(path))).toEqual([]);
  });
});

/** Files that each resource with routes has beside them; what a resource does without is said here, with the reason. */
const LAYERS = {
  validator: (stem: string) => `src/validators/${stem}.validator.ts`,
  controller: (stem: string) => `src/controllers/${stem}.controller.ts`,
  presenter: (stem: string) => `src/controllers/presenters/${stem}.presenter.ts`,
  service: (stem: string) => `src/services/${stem}.service.ts`,
  policy: (stem: string) => `src/services/policies/${stem}.policy.ts`,
  model: (stem: string) => `src/models/${stem}.model.ts`,
  apiTest: (stem: string) => `tests/api/${stem}.test.ts`,
} as const;
type LayerName = keyof typeof LAYERS;

const DOES_WITHOUT: Readonly<Record<string, readonly LayerName[]>> = {
  // What is done with jobs: job.policy and models/job are theirs.
  jobAction: ['policy', 'model'],
  jobMoney: ['policy', 'model'],
  // What staff do with disputes: everything but the routes and their translation is the dispute's.
  disputeDecision: ['validator', 'presenter', 'service', 'policy', 'model', 'apiTest'],
  // Counted from the documents of others; a right lets staff in.
  analytics: ['policy', 'model'],
  // Merged from the documents of others; user.policy says who may be looked at.
  userHistory: ['policy', 'model'],
  // A right lets staff in; the columns are the presentation, and the rows are the documents of others.
  dataExport: ['presenter', 'policy', 'model'],
  // Anybody writes; a right lets staff in.
  contactMessage: ['policy'],
  // Anybody asks; its documents are faqArticles.
  assistant: ['policy', 'model'],
  // The right decides; everybody reads the same.
  serviceCategory: ['policy'],
  // One's own only, or whoever has the link: the filter and the seal decide.
  media: ['policy'],
  // One's own only: the filter decides.
  notification: ['policy'],
  // One's own only, and the job is asked: job.policy says who may pay it.
  payment: ['policy'],
  // A right lets staff in, a signature the providers; its documents are webhookReceipts.
  webhook: ['policy', 'model'],
  // A tool of developers, open to all of them; its documents are devMessages.
  inbox: ['policy', 'model'],
  // Anybody with the link pays; its documents are sandboxCharges, sandboxTransfers and sandboxWebhooks.
  sandbox: ['policy', 'model'],
  // Accounts are users; staff.service, user.policy and models/user are theirs.
  admin: ['service', 'policy', 'model'],
  // A right lets staff in; there is nothing more to decide.
  activity: ['policy'],
  setting: ['policy'],
  totp: ['policy'],
  // One shows a code or a token for oneself: there is nothing to decide.
  otp: ['policy'],
  // Acts over models/user; the answer is that of a login.
  social: ['presenter', 'service', 'policy', 'model'],
  // The process itself: no document of its own, nothing to decide.
  health: ['presenter', 'policy', 'model'],
  // Its log is services/realtime/eventLog over models/userEvent; one reads one's own, there is nothing to decide.
  event: ['service', 'policy', 'model'],
  // Whoever holds a mail switches its kind off: the seal decides; a page, and a part of the user's own document.
  unsubscribe: ['presenter', 'policy', 'model'],
  // A part of the user's own document; one reads and writes one's own.
  preference: ['policy', 'model'],
  // Made of settings for the public: what it holds is its allow-list.
  config: ['presenter', 'policy', 'model'],
  // Its documents are sessions, tokens and the user; one signs in as oneself, there is nothing to decide.
  auth: ['policy', 'model'],
  // One's own only: the filter decides.
  device: ['policy'],
  block: ['policy'],
  // A part of the user's own document; what others see of it is decided by the service.
  craftsman: ['policy', 'model'],
  // One's own only: the filter decides.
  bookmark: ['policy'],
  // Lists of jobs: services/jobs/browse and its neighbours over models/job, shown by presenters/jobList.
  jobBrowse: ['presenter', 'service', 'policy', 'model'],
  // Lists of craftsmen: services/craftsmen over models/user; who is seen is in the filter.
  craftsmanBrowse: ['service', 'policy', 'model'],
  // Made of craftsmen and jobs; the owner of the job is in the filter.
  recommendation: ['policy', 'model'],
  // Figures of many: its documents are hireSamples, and the job’s own sight decides who asks.
  suggestion: ['policy', 'model'],
  // Views of the ledger and one's own only: the filter decides.
  wallet: ['policy', 'model'],
  // Its service and models are those of the ledger, corrections and audits; who decides is in the filter.
  ledger: ['service', 'policy', 'model'],
  // One's own only: the filter decides.
  consent: ['policy'],
  // Everything that is one's own, whatever model it is in: the filter decides.
  privacy: ['policy', 'model'],
  // Its test drives a browser: tests/browser/docs.test.ts.
  docs: ['presenter', 'service', 'policy', 'model', 'apiTest'],
};

describe('resources', () => {
  it('have all their files', () => {
    const present = new Set(repositoryFiles());
    const stems = filesMatching(/^src\/routes\/.*\.routes\.ts$/).map((path) =>
      path.replace(/^.*\/|\.routes\.ts$/g, ''),
    );

    const missing = stems.flatMap((stem) =>
      Object.entries(LAYERS)
        .filter(([layer]) => !DOES_WITHOUT[stem]?.includes(layer as LayerName))
        .map(([, pathOf]) => pathOf(stem))
        .filter((path) => !present.has(path)),
    );

    expect(missing).toEqual([]);
  });
});
