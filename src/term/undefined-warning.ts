/**
 * Warns that `deserialize` returned `undefined`, most likely for lack of a `return`: the value counts all the same.
 *
 * @module
 */

import type { ResolvedTerm } from './resolve-options.ts'

const warnedOf = new WeakSet<object>()

/** Warns once for each function. */
export function warnOfNothing({ name, deserialize, put }: ResolvedTerm): void {
  // With a `put` of its own, `deserialize` may do all the work.
  if (deserialize === undefined || put !== undefined || warnedOf.has(deserialize)) return
  warnedOf.add(deserialize)
  const message = `[${name}] \`deserialize\` returned \`undefined\`, which is the value now: a missing \`return\`?`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_NOTHING' })
}
