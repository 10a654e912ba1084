/** One line on stderr for a tree that nobody listens to: why its first attempt failed. @module */

import { briefly, type TermError } from '../errors.ts'
import { fenced } from '../guard/fence.ts'

/** Says the first failure that it gets, and no other. */
export function complaint(): (error: TermError) => void {
  let isSaid = false
  return (error) => {
    if (isSaid) return
    isSaid = true
    const { term = '', hopeless } = error
    const what = hopeless ? 'which no further attempt will help' : 'and goes on trying'
    const line = `everterm: "${term}" failed with ${briefly(error)}; ${what}. To hear all: \`supervise(..., { observers: [log()] })\` with \`log\` of everterm/pino; to hear nothing: \`observers: []\``
    fenced(
      () => process.stderr.write(`${line.replace(/\s+/g, ' ')}\n`),
      () => {},
    )
  }
}
