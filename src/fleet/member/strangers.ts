/** Tells of terms that somebody may take for those of a fleet, which they are not. @module */

import { unexpected } from '../../base/unexpected.ts'
import type { SteeredTerm } from './steered-term.ts'

type Stranger = Pick<SteeredTerm, 'name' | 'publication' | 'helm'>

/** Warns of each once, though a term starts many times in the life of its tree. */
export interface Strangers {
  /** Of several origins the fleet would have to steer each, and what they have in common is no publication. */
  ofOrigins(name: string): void
  ofPlace(stranger: Stranger, other: Stranger): void
}

export function strangersIn(): Strangers {
  const told = new Set<string>()

  function warn(name: string, why: string): void {
    const message = `everterm: the term \`${name}\` takes no part in the fleet: ${why}`
    if (told.has(message)) return
    told.add(message)
    process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_FLEET' })
  }

  return {
    ofOrigins(name) {
      warn(name, 'a fleet steers a term of `published(...)` alone, not of several origins')
    },
    ofPlace({ name, publication, helm }, other) {
      const places = `\`${other.name}\` reads that of ${other.helm.place}, and it that of ${helm.place}`
      warn(name, `a fleet knows one publication \`${publication}\`, but ${places}`)
    },
  }
}

/** One that somebody speaks of, and nobody has. */
export const notSteered = (term: unknown, known: Iterable<string>): TypeError =>
  unexpected(
    'report',
    'term',
    `one that the fleet steers (${[...known].join(', ') || 'there is none'})`,
    term,
  )
