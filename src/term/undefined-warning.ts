/** A warning that `deserialize` gave `undefined`, most likely by a forgotten `return`: the value counts all the same. @module */

const warnedOf = new WeakSet<object>()

/** Warns once for each function. */
export function warnOfNothing(term: string, deserialize: object): void {
  if (warnedOf.has(deserialize)) return
  warnedOf.add(deserialize)
  const message = `[${term}] \`deserialize\` returned \`undefined\`, which is the value now: a missing \`return\`?`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_NOTHING' })
}
