import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './sourceTree';

let folder: string;

const generate = (stem: string, into: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/new-resource.ts', stem, '--into', into], {
    cwd: ROOT,
    encoding: 'utf8',
  });

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Checks the files as if they stood in the repository. Takes some seconds: the compiler reads all types they use. */
function typeFaults(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  delete options.tsBuildInfoFile;
  const program = ts.createProgram([...files, join(ROOT, 'src/utils/types/express.d.ts')], {
    ...options,
    incremental: false,
    rootDirs: [ROOT, folder],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  });
  return files.flatMap((file) =>
    [
      ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file)),
    ].map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

beforeEach(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.cache/resource-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('npm run new:resource', () => {
  it('writes eight files that compile and are formatted as ours are', () => {
    const { status, stdout } = generate('abuseCase', folder);

    const files = filesIn(folder);
    const prettier = join(ROOT, 'node_modules/prettier/bin/prettier.cjs');
    const unformatted = execFileSync(
      process.execPath,
      [
        prettier,
        '--list-different',
        '--config',
        join(ROOT, '.prettierrc.json'),
        '--ignore-path',
        '/dev/null',
        ...files,
        '--no-error-on-unmatched-pattern',
      ],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('src/routes/index.ts   { prefix, router: makeAbuseCaseRoutes(container) },');
    expect(files).toHaveLength(8);
    expect(unformatted).toBe('');
    expect(typeFaults(files)).toEqual([]);
  });

  it('overwrites nothing', () => {
    generate('abuseCase', folder);

    const { status, stderr } = generate('abuseCase', folder);

    expect(status).toBe(1);
    expect(stderr).toContain('there already: src/routes/abuseCase.routes.ts');
  });

  it('refuses a stem that is not camelCase', () => {
    const { status, stderr } = generate('Abuse-Case', folder);

    expect(status).toBe(1);
    expect(stderr).toContain('write it in camelCase');
    expect(filesIn(folder)).toEqual([]);
  });
});
