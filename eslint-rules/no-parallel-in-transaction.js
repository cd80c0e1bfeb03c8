const { isInTransaction } = require('./ast');

/** A MongoDB session runs one command at a time. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      parallel:
        'A transaction runs one command at a time: await one after the other, in a fixed order, instead of Promise.{{name}}.',
    },
  },
  create: (context) => ({
    "CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|race|any)$/]": (
      node,
    ) => {
      if (isInTransaction(node)) {
        context.report({ node, messageId: 'parallel', data: { name: node.callee.property.name } });
      }
    },
  }),
};
