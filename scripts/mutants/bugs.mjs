/** Finds where in a file each of the small bugs could stand that people write. @module */

import { parseAst } from 'vitest/node'

const OPERATORS = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
}

const METHODS = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  min: 'max',
  max: 'min',
  shift: 'pop',
  pop: 'shift',
  push: 'unshift',
}

/** Every bug that could be planted in the text: `{ start, end, code }`, the code to stand there instead. */
export function bugsIn(text) {
  const found = []
  const put = (node, code) => found.push({ start: node.start, end: node.end, code })
  const of = (node) => text.slice(node.start, node.end)

  const planters = {
    BinaryExpression: (node) => swapOperator(node),
    LogicalExpression: (node) => (node.operator === '??' ? put(node, of(node.left)) : swapOperator(node)),
    AssignmentExpression: (node) => swapOperator(node),
    UnaryExpression: (node) => {
      if (node.operator === '!' || node.operator === '-') put(node, of(node.argument))
    },
    ConditionalExpression: (node) =>
      put(node, `${of(node.test)} ? ${of(node.alternate)} : ${of(node.consequent)}`),
    IfStatement: (node) => {
      // A condition that is only a comparison or a negation is turned round by another rule.
      if (!isTurnedRound(node.test)) put(node.test, `!(${of(node.test)})`)
      put(node, node.alternate ? of(node.alternate) : '{}')
    },
    ExpressionStatement: (node) => {
      if (!node.directive) put(node, '{}')
    },
    AwaitExpression: (node) => put(node, of(node.argument)),
    Literal: (node) => {
      if (typeof node.value === 'boolean') put(node, String(!node.value))
      if (typeof node.value === 'number') put(node, String(node.value + 1))
    },
    CallExpression: ({ callee }) => {
      const method = callee.type === 'MemberExpression' && !callee.computed ? callee.property : undefined
      if (method !== undefined && Object.hasOwn(METHODS, method.name)) put(method, METHODS[method.name])
    },
    TryStatement: ({ finalizer }) => {
      if (finalizer) put(finalizer, '{}')
    },
  }

  const isTurnedRound = ({ operator }) => operator === '===' || operator === '!==' || operator === '!'

  function swapOperator(node) {
    if (!Object.hasOwn(OPERATORS, node.operator)) return
    const between = { start: node.left.end, end: node.right.start }
    put(between, of(between).replace(node.operator, OPERATORS[node.operator]))
  }

  visit(parseAst(text, { lang: 'ts', sourceType: 'module' }), (node) => planters[node.type]?.(node))
  return found
}

/** Visits all syntax that runs; types are left out. */
function visit(value, meet) {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, meet)
  } else if (typeof value === 'object' && value !== null && typeof value.type === 'string') {
    if (value.type.startsWith('TS') && value.expression === undefined) return
    meet(value)
    for (const [name, child] of Object.entries(value)) if (name !== 'typeAnnotation') visit(child, meet)
  }
}
