/** An attempt as the shape of its syntax tree: names, comments, layout and the values of literals are gone. */
import ts from "typescript";

export interface Shape {
  /** A token for each node and one for its end, in the order of the text. */
  readonly tokens: readonly string[];
  /** The lines, from 1, that the node of each token spans. */
  readonly lines: readonly (readonly [first: number, last: number])[];
}

/** The token that ends a node: what dolos takes for one. */
const CLOSE = ")";

/** @returns undefined for what no compiler reads: nested so deep that reading it overflows the stack */
export function shapeOf(text: string): Shape | undefined {
  try {
    return read(ts.createSourceFile("attempt.ts", text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(file: ts.SourceFile): Shape {
  const tokens: string[] = [];
  const lines: [number, number][] = [];
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node) => {
    const span: [number, number] = [lineAt(node.getStart(file)), lineAt(node.getEnd())];
    tokens.push(`(${tokenOf(node)}`);
    lines.push(span);
    ts.forEachChild(node, visit);
    tokens.push(CLOSE);
    lines.push(span);
  };
  // What is imported from us is everybody's.
  for (const statement of file.statements) if (!ts.isImportDeclaration(statement)) visit(statement);
  return { tokens, lines };
}

/** Operators that are no nodes of their own belong to their node. */
function tokenOf(node: ts.Node): string {
  const isUnary = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  return isUnary ? `${node.kind}.${node.operator}` : `${node.kind}`;
}
