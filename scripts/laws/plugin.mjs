// Oxlint rules for the laws of ARCHITECTURE.md that concern single lines of code. The import laws are in .dependency-cruiser.cjs.

const isMember = (node, object, property) =>
  node?.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === object && node.property.name === property;

const isCurrentTime = (node) =>
  (node.type === 'CallExpression' && (isMember(node.callee, 'Date', 'now') || isMember(node.callee, 'performance', 'now'))) ||
  (node.type === 'NewExpression' && node.callee.name === 'Date' && node.arguments.length === 0);

const rule = (visit) => ({ create: (context) => visit((node, message) => context.report({ node, message })) });

const outside = new Set(['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'crypto', 'console', 'localStorage', 'document', 'window']);

/** core has no clock, no chance and no input or output: all of these come in as arguments. */
const pureCore = rule((report) => ({
  CallExpression(node) {
    if (isCurrentTime(node)) report(node, 'core has no clock: take `now` as an argument');
    if (isMember(node.callee, 'Math', 'random')) report(node, 'core has no chance: take a seeded generator as an argument');
    if (node.callee.type === 'Identifier' && outside.has(node.callee.name)) report(node, `core reaches nothing outside itself: ${node.callee.name}`);
    if (node.callee.type === 'MemberExpression' && node.callee.object.type === 'Identifier' && outside.has(node.callee.object.name)) {
      report(node, `core reaches nothing outside itself: ${node.callee.object.name}`);
    }
  },
  NewExpression(node) {
    if (isCurrentTime(node)) report(node, 'core has no clock: take `now` as an argument');
  },
  ImportDeclaration(node) {
    if (!node.source.value.startsWith('.')) report(node, `core imports nothing: ${node.source.value}`);
  },
}));

/** A clock is defined, or given as a default that tests replace: `{ now: () => Date.now() }`, `clock ?? (() => Date.now())`. */
const definesClock = ({ parent }) => {
  if (parent?.type !== 'ArrowFunctionExpression') return false;
  const { parent: around } = parent;
  return around.type === 'AssignmentPattern' || around.type === 'LogicalExpression' || (around.type === 'Property' && around.key.name === 'now');
};

/**
 * The time comes from the one clock of the context, or in a browser from the server's clock, so that tests can move it.
 * `performance.now()` is free for measuring how long something takes.
 */
const oneClock = rule((report) => {
  const check = (node) => {
    if (isCurrentTime(node) && !isMember(node.callee, 'performance', 'now') && !definesClock(node)) report(node, 'take the time from the context’s clock');
  };
  return { CallExpression: check, NewExpression: check };
});

const readAttributes = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label']);
const hasWords = (text) => /\p{L}{2}/u.test(text);

/** Text that a person reads comes from a message file. */
const messagesOnly = rule((report) => ({
  JSXText(node) {
    if (hasWords(node.value)) report(node, `words belong in a message file: ${node.value.trim()}`);
  },
  JSXExpressionContainer(node) {
    if (node.expression.type === 'Literal' && typeof node.expression.value === 'string' && node.parent.type === 'JSXElement' && hasWords(node.expression.value)) {
      report(node, `words belong in a message file: ${node.expression.value}`);
    }
  },
  JSXAttribute(node) {
    const { value } = node;
    if (value?.type === 'Literal' && readAttributes.has(node.name.name) && hasWords(String(value.value))) report(node, `words belong in a message file: ${value.value}`);
  },
}));

const kinds = new Set(['asterisk', 'webhook', 'simulated', 'freeswitch']);

/** Behaviour depends on the capabilities of a phone system, never on its kind. */
const capabilitiesOnly = rule((report) => ({
  BinaryExpression(node) {
    if (!/^[!=]==?$/.test(node.operator)) return;
    for (const side of [node.left, node.right]) if (side.type === 'Literal' && kinds.has(side.value)) report(node, `decide by capability, not by kind: ${side.value}`);
  },
  SwitchCase(node) {
    if (node.test?.type === 'Literal' && kinds.has(node.test.value)) report(node, `decide by capability, not by kind: ${node.test.value}`);
  },
}));

const logMethods = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);
const written = new Set(['text', 'note', 'notes', 'words', 'body', 'happened', 'reflection', 'phrase', 'payload']);

/** Log lines never contain text that a person wrote. */
const logsNoWords = rule((report) => ({
  CallExpression(node) {
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || !logMethods.has(callee.property.name)) return;
    const logger = callee.object.type === 'Identifier' ? callee.object.name : callee.object.property?.name;
    if (logger !== 'log' && logger !== 'logger' && logger !== '#log') return;
    for (const argument of node.arguments) {
      if (argument.type !== 'ObjectExpression') continue;
      for (const { key } of argument.properties) if (written.has(key?.name ?? key?.value)) report(node, `a log line must not hold what a person wrote: ${key.name ?? key.value}`);
    }
  },
}));

const vagueWords = new Set(['say', 'says', 'said', 'saying', 'tell', 'tells', 'told', 'telling', 'hear', 'hears', 'heard', 'hearing']);
const retiredNames = new Set([
  ...['Deed', 'Doer', 'House', 'openHouse', 'Standing', 'askForWord', 'takeMeanwhile', 'sealUp', 'printOf', 'createBox'],
  ...['readKept', 'changeKept', 'watchKept', 'peekKept', 'deleteKept', 'useKept', 'stayKept'],
]);
/** Names in stored rows and in the API, which older versions read. */
const storedNames = new Set(['customer_told_at', 'toldAt']);
const wordsIn = (name) => name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());

/** A name uses the field's word for what is done, not a verb that means everything. */
const plainNames = rule((report) => ({
  Identifier(node) {
    const { name, parent } = node;
    // A member is named where it is declared.
    if (storedNames.has(name) || (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed)) return;
    if (retiredNames.has(name)) report(node, `a retired name, see the glossary of ARCHITECTURE.md: ${name}`);
    else if (wordsIn(name).some((word) => vagueWords.has(word))) report(node, `name what is done: ${name}`);
  },
}));

export default {
  meta: { name: 'laws' },
  rules: {
    'pure-core': pureCore,
    'one-clock': oneClock,
    'messages-only': messagesOnly,
    'capabilities-only': capabilitiesOnly,
    'logs-no-words': logsNoWords,
    'plain-names': plainNames,
  },
};
