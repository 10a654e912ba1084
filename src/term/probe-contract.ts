/** Holds a fetcher to its contract. One that breaks it is a bug, not weather: the incarnation crashes. @module */

import { TermError } from '../errors.ts'
import type { Changed, Probe } from '../fetch/fetcher.ts'

const broken = (what: string) => new TermError('ERR_TERM_CONTRACT', `the fetcher broke its contract: ${what}`)

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkProbe(answer: unknown): Probe {
  if (typeof answer !== 'object' || answer === null) throw broken(`\`probe\` gave ${typeof answer}`)
  const { changed, freshFor, known, version, size, encoding, open } = answer as Partial<Changed>
  if (typeof changed !== 'boolean') throw broken('`changed` is not a boolean')
  if (freshFor !== undefined && !(typeof freshFor === 'number' && freshFor >= 0))
    throw broken('`freshFor` is not a number of ms, at least 0')
  if (known !== undefined && typeof known !== 'object') throw broken('`known` is not an object')
  if (!changed) return answer as Probe
  if (typeof open !== 'function') throw broken('`open` is not a function')
  if (version !== undefined && typeof version !== 'string') throw broken('`version` is not text')
  if (encoding !== undefined && typeof encoding !== 'string') throw broken('`encoding` is not text')
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    throw broken('`size` is not a whole number')
  return answer as Changed
}

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkBody(body: unknown): ReturnType<Changed['open']> {
  if (body instanceof Promise) return body
  if (typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'then' in body)) {
    return body as AsyncIterable<Uint8Array>
  }
  throw broken('`open` gave neither a promise of bytes nor chunks')
}
