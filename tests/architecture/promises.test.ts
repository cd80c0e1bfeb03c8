import ts from 'typescript';
import { filesMatching, textOf } from './sourceTree';

type Exported = ts.FunctionDeclaration | ts.VariableStatement;

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isFunctionValue = ({ initializer }: ts.VariableDeclaration): boolean =>
  initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

function isExportedFunction(node: ts.Statement): node is Exported {
  if (!isExported(node)) {
    return false;
  }
  return (
    ts.isFunctionDeclaration(node) ||
    (ts.isVariableStatement(node) && node.declarationList.declarations.some(isFunctionValue))
  );
}

const nameOf = (node: Exported): string => {
  const name = ts.isFunctionDeclaration(node) ? node.name : node.declarationList.declarations[0]?.name;
  return name?.getText() ?? '(unnamed)';
};

/** Exported functions without a sentence; a group of one-liners directly below each other shares the first one's. */
function unpromised(path: string): string[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.ES2023, true);
  const hasDoc = (node: ts.Node): boolean => ts.getJSDocCommentsAndTags(node).length > 0;
  return source.statements
    .filter(isExportedFunction)
    .filter((node) => !hasDoc(node) && !isOneLiner(node, source))
    .map((node) => `${path}: ${nameOf(node)}`);
}

/** `export const hours = (n: number): number => n * 3_600_000;` says all in its one line. */
function isOneLiner(node: Exported, source: ts.SourceFile): boolean {
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  return ts.isVariableStatement(node) && lineAt(node.getStart()) === lineAt(node.getEnd());
}

describe('exported functions', () => {
  it('state their promise in one sentence', () => {
    const found = filesMatching(/^src\/.*\.ts$/).flatMap(unpromised);

    expect(found).toEqual([]);
  });
});
