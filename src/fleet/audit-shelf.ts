/** The audits of terms, read anew only when a document has changed: an audit of months is long, and most looks find nothing new. @module */

import { fieldOf } from '../base/errors.ts'
import { type AuditEntry, readAudit } from './audit.ts'
import type { Control } from './control.ts'
import { keys } from './keys.ts'
import type { TermSight } from './sight.ts'

export interface AuditShelf {
  /** The audit of a term as of these documents. A change that was not noted yet comes with one of the next calls. */
  of(sight: Pick<TermSight, 'term' | 'rollout' | 'pin'>): Promise<readonly AuditEntry[]>
}

interface Shelved {
  readonly revisions: string
  readonly entries: readonly AuditEntry[]
  /** How often it was read for these revisions without having them. */
  readonly misses: number
}

/** Whoever has changed a document notes it at once, or has died over it. */
const MOST_MISSES = 5

export function auditShelf(control: Control, service: string): AuditShelf {
  const shelf = new Map<string, Shelved>()
  const listed = (term: string) =>
    control.list('audit', keys.topic(service, term)).catch((thrown: unknown) => {
      // Whoever may not read it still sees how the fleet is.
      if (fieldOf(thrown, 'code') === 'ERR_TERM_DENIED') return []
      throw thrown
    })
  return {
    async of({ term, rollout, pin }) {
      const wanted = [rollout?.entry.revision, pin?.entry.revision].filter((one) => one !== undefined)
      const revisions = wanted.join(' ')
      const held = shelf.get(term)
      const isSame = held?.revisions === revisions
      if (isSame && (held.misses === 0 || held.misses > MOST_MISSES)) return held.entries
      const entries = readAudit(await listed(term))
      const noted = new Set(entries.map(({ after }) => after))
      const isWhole = wanted.every((revision) => noted.has(revision))
      const misses = isWhole ? 0 : (isSame ? held.misses : 0) + 1
      shelf.set(term, { revisions, entries, misses })
      return entries
    },
  }
}
