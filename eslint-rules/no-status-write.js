const { keyOf, nameOf } = require('./ast');

const UPDATES = /^(updateOne|updateMany|findOneAndUpdate|findByIdAndUpdate|replaceOne|findOneAndReplace)$/;
const OPERATORS = new Set(['$set', '$unset']);

const holdsStatus = (node) =>
  node?.type === 'ObjectExpression' && node.properties.some((property) => keyOf(property) === 'status');

/** A status moves in exactly one function, by one conditional write. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      write:
        'A status is written only by `transition(…)` of services/workflows/workflow.ts: add the event to the workflow table and fire it.',
    },
  },
  create: (context) => {
    const report = (node) => context.report({ node, messageId: 'write' });
    return {
      Property: (node) => {
        if (OPERATORS.has(keyOf(node)) && holdsStatus(node.value)) {
          report(node);
        }
      },
      AssignmentExpression: ({ left }) => {
        if (left.type !== 'MemberExpression') {
          return;
        }
        if (nameOf(left) === 'status' && left.object.type !== 'ThisExpression') {
          report(left);
        }
      },
      CallExpression: (node) => {
        const called = nameOf(node.callee) ?? '';
        if (UPDATES.test(called) && holdsStatus(node.arguments[1])) {
          report(node.arguments[1]);
        }
        const [first] = node.arguments;
        if (called === 'set' && (first?.value === 'status' || holdsStatus(first))) {
          report(node);
        }
      },
    };
  },
};
