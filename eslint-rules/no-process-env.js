/** The environment is read, checked and typed once, in src/config/env.ts. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'Read the environment through src/config: add the variable to src/config/env.ts and take the typed value from there.',
    },
  },
  create: (context) => ({
    "MemberExpression[object.name='process'][property.name='env']": (node) =>
      context.report({ node, messageId: 'read' }),
    "MemberExpression[object.name='process'][property.value='env']": (node) =>
      context.report({ node, messageId: 'read' }),
    "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']": (node) =>
      context.report({ node, messageId: 'read' }),
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']": (node) =>
      context.report({ node, messageId: 'read' }),
  }),
};
