/** Small readers of the syntax tree that several house rules share. */

/** The name of an identifier, or of the property of a member expression. */
const nameOf = (node) => {
  if (!node) {
    return undefined;
  }
  if (node.type === 'Identifier') {
    return node.name;
  }
  if (node.type === 'MemberExpression') {
    return node.computed ? literalOf(node.property) : node.property.name;
  }
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression') {
    return nameOf(node.expression);
  }
  return undefined;
};

const literalOf = (node) => (node.type === 'Literal' ? String(node.value) : undefined);

/** The key of an object property written as a name or as a text. */
const keyOf = (property) => {
  if (property.type !== 'Property') {
    return undefined;
  }
  return property.key.type === 'Identifier' && !property.computed
    ? property.key.name
    : literalOf(property.key);
};

const isFunction = (node) => /Function/.test(node.type) && node.type !== 'TSFunctionType';

/** True when the node stands in a function handed to `inTransaction(…)`. */
const isInTransaction = (node) => {
  for (let at = node; at.parent; at = at.parent) {
    const call = at.parent;
    if (isFunction(at) && call.type === 'CallExpression' && nameOf(call.callee) === 'inTransaction') {
      return true;
    }
  }
  return false;
};

/** Every node below `root`, without entering nested functions when `shallow`. */
function* nodesIn(root, visitorKeys, shallow = false) {
  yield root;
  for (const key of visitorKeys[root.type] ?? []) {
    for (const child of [root[key]].flat()) {
      if (child && !(shallow && isFunction(child))) {
        yield* nodesIn(child, visitorKeys, shallow);
      }
    }
  }
}

module.exports = { nameOf, keyOf, isFunction, isInTransaction, nodesIn };
