const { nameOf } = require('./ast');

const SUITES = new Set(['describe', 'it', 'test']);
const MODIFIERS = new Set(['skip', 'only', 'todo', 'failing']);
const SHORT_FORMS = new Set(['xit', 'fit', 'xtest', 'xdescribe', 'fdescribe']);

/** The suite is whole: nothing skipped, nothing promised, nothing run alone. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { focus: '"{{name}}" leaves tests out: make the test pass, or delete it and open an issue.' },
  },
  create: (context) => ({
    MemberExpression: (node) => {
      const name = nameOf(node);
      if (MODIFIERS.has(name) && SUITES.has(nameOf(node.object))) {
        context.report({ node, messageId: 'focus', data: { name: `${nameOf(node.object)}.${name}` } });
      }
    },
    CallExpression: ({ callee }) => {
      if (callee.type === 'Identifier' && SHORT_FORMS.has(callee.name)) {
        context.report({ node: callee, messageId: 'focus', data: { name: callee.name } });
      }
    },
  }),
};
