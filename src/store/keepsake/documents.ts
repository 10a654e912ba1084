/** The documents of a keepsake: what the files of generations and notes say of themselves, held to their shapes. @module */

import { frozenCopy } from '../../base/frozen-copy.ts'
import type { Known } from '../../fetch/fetcher.ts'
import type { Fault } from './envelope.ts'
import type { GenerationHeader, Notes } from './keepsake.ts'

const DAMAGED: Fault = { fault: 'damaged-header' }
const OTHER_TERM: Fault = { fault: 'other-term' }

/** The document beside the payload of a generation. */
export const headerDocument = (header: GenerationHeader): object => ({ ...header })

/** The file of the notes has no payload. */
export const notesDocument = (term: string, notes: Notes): object => ({ term, notes })

/** The notes in the document of their file. */
export function notesIn(document: unknown, term: string): { readonly notes: Notes } | Fault {
  const { term: of, notes } = Object(document) as Readonly<Record<string, unknown>>
  if (!isRecord(notes) || typeof of !== 'string') return DAMAGED
  if (of !== term) return OTHER_TERM
  return copied(notes, (copy) => ({ notes: copy as Notes }))
}

/** The header in the document of a generation. */
export function headerIn(document: unknown, term: string): { readonly header: GenerationHeader } | Fault {
  const fields = Object(document) as Readonly<Record<string, unknown>>
  const { term: of, digest, known, mayBeEmpty, accepted, publishedAt } = fields
  if (typeof of !== 'string') return DAMAGED
  if (of !== term) return OTHER_TERM
  const isSound =
    typeof digest === 'string' &&
    DIGEST.test(digest) &&
    isMoment(publishedAt) &&
    MOMENTS.every((name) => fields[name] === undefined || isMoment(fields[name])) &&
    TEXTS.every((name) => ['string', 'undefined'].includes(typeof fields[name])) &&
    ['boolean', 'undefined'].includes(typeof mayBeEmpty) &&
    (known === undefined || isKnown(known, DEEPEST))
  if (!isSound) return DAMAGED
  return copied(known, (copy) => {
    const picked = Object.fromEntries([...TEXTS, ...MOMENTS].map((name) => [name, fields[name]]))
    const header = {
      ...picked,
      term,
      digest,
      mayBeEmpty,
      publishedAt,
      known: copy as Known | undefined,
      ...(accepted === true && { accepted }),
    }
    return { header: Object.freeze(header) as GenerationHeader }
  })
}

const DIGEST = /^[0-9a-f]{64}$/
const TEXTS = ['version', 'encoding', 'mediaType', 'source', 'proof'] as const
const MOMENTS = ['confirmedAt', 'modifiedAt'] as const
const DEEPEST = 60
/** No date is further from the epoch, in ms. */
const FURTHEST = 8.64e15

const isMoment = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= FURTHEST

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isKnown = (value: unknown, depth: number): boolean =>
  isRecord(value) &&
  depth > 0 &&
  Object.values(value).every((each) =>
    isRecord(each) ? isKnown(each, depth - 1) : each === null || typeof each !== 'object',
  )

/** Freezes what came out of JSON, unless it is deeper than anything of ours. */
function copied<T>(value: unknown, make: (copy: unknown) => T): T | Fault {
  try {
    return make(frozenCopy(value))
  } catch {
    return DAMAGED
  }
}
