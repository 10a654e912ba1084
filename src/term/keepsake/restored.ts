/** Makes an edition of what is on disk: by the same way as one that an origin sends, from the gate on. @module */

import { TermError } from '../../base/errors.ts'
import { type Edition, UNSIGNED } from '../../store/edition.ts'
import type { Generation } from '../../store/keepsake/index.ts'
import type { Attempt } from '../attempt.ts'
import type { Workplace } from '../incarnation.ts'
import { madeValue } from '../made-value.ts'
import { storedValue } from '../stored-value.ts'
import { memoryFor } from '../tee.ts'
import { type Confirmed, knownTo } from './notes.ts'

export interface Restored {
  readonly edition: Edition<unknown>
  /** When the origin last confirmed it, in epoch ms. */
  readonly confirmedAt: number
}

/**
 * Judges, decodes and stores a payload that was kept; `undefined` where the disk can't give its bytes, which it has told by
 * itself.
 *
 * @param said what was last said of these bytes
 * @throws TermError why it may not be published
 */
export async function restored(
  desk: Workplace,
  attempt: Attempt,
  generation: Generation,
  said: Confirmed | undefined,
): Promise<Restored | undefined> {
  const { keeper, link } = desk
  const { name, source: fetcher, limits, autoDecompress: auto } = keeper.options
  const { header, size } = generation
  if (header.term !== name) throw new TermError('ERR_TERM_CONTRACT', `it is of the term ${header.term}`)
  const bytes = await generation.bytes(attempt.controller.signal, memoryFor(false))
  if (bytes === undefined) return undefined
  const { version, digest, encoding, mayBeEmpty, source, modifiedAt } = header
  const wire = { bytes, owned: true, encoding, mayBeEmpty, auto, limits }
  const value = await storedValue(
    desk,
    attempt,
    await madeValue(desk, attempt, { takeWire: () => wire, kept: undefined }),
  )
  // A wall clock that was set back must not make anything younger than it is made now.
  const now = link.clock.now()
  const publishedAt = Math.min(header.publishedAt, now)
  const lastSaid = Math.max(header.confirmedAt ?? publishedAt, said?.at ?? 0)
  const known = knownTo(fetcher, said?.known) ?? knownTo(fetcher, header.known)
  const facts = { value, version, digest, known, bytes: size, source, publishedAt, modifiedAt }
  return {
    edition: Object.freeze({ ...facts, ...UNSIGNED, origin: 'disk' }),
    confirmedAt: Math.min(lastSaid, now),
  }
}
