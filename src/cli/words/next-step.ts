/** What comes next where a payload was refused: the command that somebody types who knows better. @module */

import type { QuarantinedFacts } from '../../serve/api/term-page.ts'

/** As much of a digest as names a payload. */
const ENOUGH = 8

/**
 * `undefined` for what is wrong with the payload itself: the same bytes would be refused again. What ended the process has no
 * code.
 */
export function nextStep(term: string, { digest, code, accepted }: QuarantinedFacts): string | undefined {
  if (accepted) return `\`everterm refresh ${term}\` publishes it, if the origin still has it`
  const named = `${term} ${digest.slice(0, ENOUGH)}`
  if (code === 'ERR_TERM_GUARD') return `\`everterm accept ${named}\`, if the change is meant`
  return code === '' ? `\`everterm release ${named}\` has it tried again` : undefined
}
