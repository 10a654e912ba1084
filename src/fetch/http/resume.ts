/** Asks for the rest of a body that was cut, where that is sure to fit (RFC 9110, section 14). @module */

import type { TermError } from '../../base/errors.ts'
import { contentRange } from '../headers/content-range.ts'
import { listHeader } from '../headers/response-headers.ts'
import { strongEtag } from '../headers/validators.ts'
import { anotherWhole } from '../transfer/digest.ts'
import { statusError } from '../transfer/status-errors.ts'
import { discard } from './discard.ts'
import { type Answer, exchange, type Way } from './exchange.ts'

/** What of a body comes over one connection. */
export interface Part {
  readonly answer: Answer
  /** How many bytes at its beginning have come before. */
  readonly skip: number
  /** The size of the whole, if it is known by now. */
  readonly size: number | undefined
}

export interface CutBody {
  /** The answer that the body began with. */
  readonly first: Answer
  /** How many bytes of the body have come. */
  readonly received: number
  readonly size: number | undefined
  readonly error: TermError
}

/** May the rest be asked for? A weak ETag or a date doesn't tell whether the bytes are the same. */
export const isResumable = ({ headers }: Answer): boolean =>
  strongEtag(headers) !== undefined && !listHeader(headers['accept-ranges']).includes('none')

/** The rest of the body. @throws TermError the one of the cut, unless the rest is sure to fit */
export async function resume(cut: CutBody, way: Way, retryAfterCapMs: number): Promise<Part> {
  const { first, received } = cut
  const range = { range: `bytes=${received}-`, 'if-range': strongEtag(first.headers) ?? '' }
  const answer = await exchange(way, first.request, range, 'download').catch((error: unknown) => {
    throw way.scope.signal.aborted ? error : cut.error
  })
  const part = fitting(answer, cut)
  const another = part && anotherWhole(first.headers, answer.headers)
  if (part !== undefined && another === undefined) return part
  void discard(answer.body)
  if (another !== undefined) throw another
  const asked = { now: answer.wallClock, retryAfterCapMs, stage: 'download' } as const
  const refused = statusError(answer.status, answer.headers, asked)
  throw refused?.retryAfterMs === undefined ? cut.error : refused
}

function fitting(answer: Answer, { first, received, size }: CutBody): Part | undefined {
  const { status, headers } = answer
  if (strongEtag(headers) !== strongEtag(first.headers)) return undefined
  if (codingOf(answer) !== codingOf(first)) return undefined
  // The origin ignored the range, but sends the very same bytes once more.
  if (status === 200) return lengthOf(answer) === size ? { answer, skip: received, size } : undefined
  if (status !== 206) return undefined
  const range = contentRange(headers)
  if (range === undefined) return undefined
  const { from, to, total } = range
  const fits = from === received && to === total - 1 && total === (size ?? total)
  return fits ? { answer, skip: 0, size: total } : undefined
}

const lengthOf = ({ headers }: Answer): number | undefined =>
  typeof headers['content-length'] === 'string' ? Number(headers['content-length']) : undefined

// The header as it stands: a coding that can't be taken off was refused with the first answer.
const codingOf = ({ headers }: Answer): string => listHeader(headers['content-encoding']).join()
