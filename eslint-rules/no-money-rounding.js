const { nameOf, nodesIn } = require('./ast');

const MONEY = new Set([
  'amount',
  'price',
  'fee',
  'minor',
  'balance',
  'refund',
  'payout',
  'tip',
  'deposit',
  'gross',
  'net',
]);
const words = (name) => name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase().replace(/s$/, ''));

/** `total` means money at the end of a name (`orderTotal`), a count at its start (`totalPages`). */
const isMoneyName = (name) => words(name).some((word) => MONEY.has(word)) || words(name).at(-1) === 'total';

/** Money is rounded in one place, by a stated rule. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      round:
        '"{{name}}" reads as money: use utils/money (percentOf, splitByRatio…), which rounds by a stated rule. Name a count as one: itemCount, totalItems.',
    },
  },
  create: (context) => ({
    "CallExpression[callee.object.name='Math'][callee.property.name=/^(round|floor|ceil|trunc)$/]": (
      node,
    ) => {
      const names = [assignedName(node)];
      for (const argument of node.arguments) {
        for (const inner of nodesIn(argument, context.sourceCode.visitorKeys)) {
          names.push(nameOf(inner));
        }
      }
      const name = names.find((candidate) => candidate !== undefined && isMoneyName(candidate));
      if (name) {
        context.report({ node, messageId: 'round', data: { name } });
      }
    },
  }),
};

function assignedName({ parent }) {
  if (parent.type === 'VariableDeclarator') {
    return nameOf(parent.id);
  }
  if (parent.type === 'AssignmentExpression') {
    return nameOf(parent.left);
  }
  return parent.type === 'Property' ? nameOf(parent.key) : undefined;
}
