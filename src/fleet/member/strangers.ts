/** Tells of terms that somebody may take for those of a fleet, which they are not. @module */

import { unexpected } from '../../base/unexpected.ts'
import type { SteeredTerm } from './steered-term.ts'

/** Of several origins the fleet would have to steer each, and what they have in common is no publication. */
export function warnOfOrigins(name: string): void {
  warn(name, 'a fleet steers a term of `published(...)` alone, not of several origins')
}

type Stranger = Pick<SteeredTerm, 'name' | 'publication' | 'helm'>

export function warnOfPlace({ name, publication, helm }: Stranger, other: Stranger): void {
  const places = `\`${other.name}\` reads that of ${other.helm.place}, and it that of ${helm.place}`
  warn(name, `a fleet knows one publication \`${publication}\`, but ${places}`)
}

/** One that somebody speaks of, and nobody has. */
export const notSteered = (term: unknown, known: Iterable<string>): TypeError =>
  unexpected(
    'report',
    'term',
    `one that the fleet steers (${[...known].join(', ') || 'there is none'})`,
    term,
  )

function warn(name: string, why: string): void {
  const message = `everterm: the term \`${name}\` takes no part in the fleet: ${why}`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_FLEET' })
}
