/** Below the controllers time comes from the injected clock, so that tests can move it. */
module.exports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      time: 'Take the time from the injected clock: `clock.now()`. A fixed instant may be built with `new Date(value)`.',
    },
  },
  create: (context) => {
    const report = (node) => context.report({ node, messageId: 'time' });
    return {
      "NewExpression[callee.name='Date'][arguments.length=0]": report,
      "CallExpression[callee.name='Date']": report,
      "CallExpression[callee.object.name='Date'][callee.property.name='now']": report,
    };
  },
};
