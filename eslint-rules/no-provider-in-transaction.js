const { isInTransaction, nameOf } = require('./ast');

const PROVIDERS = new Set(['payments', 'sms', 'mail', 'push', 'media']);

/** A transaction may be repeated and is short: the outside world is not called from it. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      call: '"{{name}}" leaves the process: record an outbox event in the transaction and call it from a handler, or call it before or after.',
    },
  },
  create: (context) => ({
    CallExpression: (node) => {
      const { callee } = node;
      const name = callee.type === 'MemberExpression' ? nameOf(callee.object) : nameOf(callee);
      const leaves = callee.type === 'MemberExpression' ? PROVIDERS.has(name) : name === 'fetch';
      if (leaves && isInTransaction(node)) {
        context.report({ node, messageId: 'call', data: { name } });
      }
    },
  }),
};
