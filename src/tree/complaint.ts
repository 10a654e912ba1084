/**
 * Writes to stderr for a tree that nobody listens to: why a first attempt failed, a first listener, and a first
 * keepsake.
 *
 * @module
 */

import { briefly, type TermError } from '../base/errors.ts'
import { fenced } from '../base/fenced.ts'

/** Writes one line about the first failure of each kind, and none about later ones. */
export interface Complaint {
  attemptFailed(error: TermError): void
  listenerFailed(term: string, reason: string): void
  keepsakeFailed(term: string, reason: string): void
  /** Whether it would still say that a listener failed. */
  readonly wantsListeners: boolean
}

/** Says nothing: the complaint of a tree that somebody listens to. */
export const silence: Complaint = {
  attemptFailed() {},
  listenerFailed() {},
  keepsakeFailed() {},
  wantsListeners: false,
}

export function complaint(): Complaint {
  let isAttemptSaid = false
  let isListenerSaid = false
  let isKeepsakeSaid = false
  return {
    attemptFailed(error) {
      if (isAttemptSaid) return
      isAttemptSaid = true
      const { term = '', hopeless } = error
      const what = hopeless ? 'which no further attempt will help' : 'and goes on trying'
      say(`"${term}" failed with ${briefly(error)}; ${what}`)
    },
    listenerFailed(term, reason) {
      if (isListenerSaid) return
      isListenerSaid = true
      say(`a listener of "${term}" failed: ${reason}; the term goes on`)
    },
    keepsakeFailed(term, reason) {
      if (isKeepsakeSaid) return
      isKeepsakeSaid = true
      say(
        `the keepsake of "${term}" failed: ${reason}; the term goes on, and a restart may find nothing of it`,
      )
    },
    get wantsListeners() {
      return !isListenerSaid
    },
  }
}

function say(what: string): void {
  const line = `everterm: ${what}. To hear all: \`supervise(..., { observers: [log()] })\` with \`log\` of everterm/pino; to hear nothing: \`observers: []\``
  fenced(
    () => process.stderr.write(`${line.replace(/\s+/g, ' ')}\n`),
    () => {},
  )
}
