/** How TypeScript is compiled for tests, and for the processes that they start. */
module.exports = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023', keepClassNames: true },
  module: { type: 'commonjs' },
};
