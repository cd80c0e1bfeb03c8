const { keyOf, isFunction, nodesIn } = require('./ast');

/**
 * A catch clause must do one of these: throw the error again, throw another that names it as `cause`,
 * use it (log, map, return), or say in a comment inside why it may be forgotten.
 * `.catch(() => …)` without parameter and without comment counts as forgetting, too.
 */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      cause: 'The first error gets lost: pass it on as `{ cause: {{name}} }`.',
      silent:
        'This error is dropped in silence: handle it, log it, throw another with `cause`, or say in a comment here why it may be forgotten.',
    },
  },
  create: (context) => {
    const { sourceCode } = context;
    const hasComment = (node) => sourceCode.getCommentsInside(node).length > 0;
    const below = (node) => [...nodesIn(node, sourceCode.visitorKeys, true)];
    const keeps = (thrown, names) =>
      below(thrown).some(
        (node) =>
          (node.type === 'Property' && keyOf(node) === 'cause') ||
          (thrown.type !== 'NewExpression' && names.has(node.name)),
      );
    return {
      CatchClause: (node) => {
        const names = new Set(context.sourceCode.getDeclaredVariables(node).map(({ name }) => name));
        const inside = below(node.body);
        const isUsed = [...nodesIn(node.body, sourceCode.visitorKeys)].some(
          ({ type, name }) => type === 'Identifier' && names.has(name),
        );
        for (const { argument } of inside.filter(({ type }) => type === 'ThrowStatement')) {
          if (argument.type === 'NewExpression' && !keeps(argument, names) && !hasComment(node.body)) {
            context.report({ node: argument, messageId: 'cause', data: { name: [...names][0] ?? 'error' } });
          }
        }
        const throws = inside.some(({ type }) => type === 'ThrowStatement');
        if (!isUsed && !throws && !hasComment(node.body)) {
          context.report({ node, messageId: 'silent' });
        }
      },
      "CallExpression[callee.property.name='catch'][arguments.length=1]": (node) => {
        const [handler] = node.arguments;
        const forgets = isFunction(handler) && handler.params.length === 0;
        const acts = forgets && below(handler.body).some(({ type }) => type === 'CallExpression');
        const [, from] = node.callee.object.range;
        const isExplained = sourceCode.getCommentsInside(node).some(({ range }) => range[0] >= from);
        if (forgets && !acts && !isExplained) {
          context.report({ node: handler, messageId: 'silent' });
        }
      },
    };
  },
};
