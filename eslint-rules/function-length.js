const { isFunction } = require('./ast');

const linesOf = ({ loc }) => loc.end.line - loc.start.line + 1;

/** A function's own lines, those of the functions written inside it not counted: a factory is as long as its frame. */
module.exports = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, additionalProperties: false }],
    defaultOptions: [{ max: 40 }],
    messages: {
      long: 'This function has {{lines}} lines of its own (at most {{max}}): move its steps to named helpers below it.',
    },
  },
  create: (context) => {
    const [{ max }] = context.options;
    const outermostIn = (root) => {
      const found = [];
      const visit = (node) => {
        for (const key of context.sourceCode.visitorKeys[node.type] ?? []) {
          for (const child of [node[key]].flat().filter(Boolean)) {
            if (isFunction(child)) {
              found.push(child);
            } else {
              visit(child);
            }
          }
        }
      };
      visit(root);
      return found;
    };
    const check = (node) => {
      const inner = outermostIn(node).reduce((sum, one) => sum + linesOf(one) - 1, 0);
      const lines = linesOf(node) - inner;
      if (lines > max) {
        context.report({ node, messageId: 'long', data: { lines, max } });
      }
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};
