/** What a term writes down beside the payloads: small plain data, which may have been damaged when it is read again. @module */

import { frozenCopy } from '../../base/frozen-copy.ts'
import type { Known } from '../../fetch/fetcher.ts'
import { type Kept, keptIn } from '../../gate/index.ts'
import type { Notes } from '../../store/keepsake/index.ts'
import type { Pin } from '../../store/pin.ts'
import type { Mark } from './marks.ts'

/** What was last said of a payload that is on disk. */
export interface Confirmed {
  readonly digest: string
  /** In epoch ms. */
  readonly at: number
  /** With whose it is: `knownFor`. */
  readonly known: Known | undefined
}

export interface TermNotes {
  readonly confirmed: Confirmed | undefined
  readonly quarantine: Kept | undefined
  readonly pin: Pin | undefined
  readonly marks: readonly Mark[]
  /** The SHA-256 of payloads that a pin has held back, and that were never live: nobody goes back to these. */
  readonly untried: readonly string[]
  /** The SHA-256 of what the origin had last; only under a pin, since else it is what is live. */
  readonly newest: string | undefined
}

/** As JSON has it. */
export const written = (notes: TermNotes): Notes => JSON.parse(JSON.stringify(notes))

/** Each part that is as it should be; whatever else is there isn't. */
export function readNotes(notes: Notes | undefined): TermNotes {
  const { confirmed, quarantine, pin, marks, untried, newest } = (notes ?? {}) as Record<string, unknown>
  return {
    confirmed: confirmedIn(confirmed),
    quarantine: keptIn(quarantine),
    pin: pinIn(pin),
    marks: Array.isArray(marks) ? marks.flatMap((mark: unknown) => markIn(mark) ?? []) : [],
    untried: Array.isArray(untried) ? untried.filter(isDigest) : [],
    newest: isDigest(newest) ? newest : undefined,
  }
}

const DIGEST = /^[\da-f]{64}$/
const isDigest = (value: unknown): value is string => typeof value === 'string' && DIGEST.test(value)
const isVersion = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'
const isMoment = (value: unknown): value is number => Number.isFinite(value) && (value as number) >= 0

function confirmedIn(value: unknown): Confirmed | undefined {
  const { digest, at, known } = Object(value) as Partial<Record<keyof Confirmed, unknown>>
  if (!isDigest(digest) || !isMoment(at)) return undefined
  return { digest, at, known: knownIn(known) }
}

const knownIn = (value: unknown): Known | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Known) : undefined

/** What is known, with the name of the fetcher that it is known to. */
export const knownFor = (fetcher: string, known: Known | undefined): Known | undefined =>
  known && { fetcher, known }

/** The same for this fetcher, frozen as what it returns is; nothing of what another one had known. */
export function knownTo(fetcher: string, kept: Known | undefined): Known | undefined {
  const known = kept?.fetcher === fetcher ? knownIn(kept.known) : undefined
  return known && frozenCopy(known)
}

function pinIn(value: unknown): Pin | undefined {
  const { version, digest, at } = Object(value) as Partial<Record<keyof Pin, unknown>>
  if (!isVersion(version) || !isMoment(at) || !(digest === undefined || isDigest(digest))) return undefined
  return version === undefined && digest === undefined ? undefined : Object.freeze({ version, digest, at })
}

function markIn(value: unknown): Mark | undefined {
  const { digest, version, deaths, isActive } = Object(value) as Partial<Record<keyof Mark, unknown>>
  if (!isDigest(digest) || !isVersion(version) || typeof isActive !== 'boolean') return undefined
  return isMoment(deaths) ? { digest, version, deaths, isActive } : undefined
}
