/** Only controllers, middleware and the surfaces speak HTTP; everything below returns values and throws errors. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      response:
        'Only controllers, middleware and utils/surfaces write the answer: return a value or throw an AppError here. (The answer of another server: call it `answer`.)',
    },
  },
  create: (context) => ({
    "MemberExpression[object.name='res']": (node) => context.report({ node, messageId: 'response' }),
  }),
};
