/** Holds a fetcher to its contract. One that breaks it is a bug, not weather: the incarnation crashes. @module */

import { TermError } from '../base/errors.ts'
import { frozenCopy } from '../base/frozen-copy.ts'
import type { Changed, Known, Probe, Source, Unchanged } from '../fetch/fetcher.ts'

const broken = (what: string) => new TermError('ERR_TERM_CONTRACT', `the fetcher broke its contract: ${what}`)

/**
 * The answer as it is now: a fetcher may hold on to it, and change it, or give something else at the next reading.
 *
 * @throws TermError `ERR_TERM_CONTRACT`, which is fatal
 */
export function checkProbe(answer: unknown): Probe {
  if (typeof answer !== 'object' || answer === null) throw broken(`\`probe\` gave ${typeof answer}`)
  const { changed, freshFor, interval, known, source } = answer as Partial<Changed>
  if (typeof changed !== 'boolean') throw broken('`changed` is not a boolean')
  if (freshFor !== undefined && !(typeof freshFor === 'number' && freshFor >= 0))
    throw broken('`freshFor` is not a number of ms, at least 0')
  if (interval !== undefined && !(typeof interval === 'number' && interval >= 0))
    throw broken('`interval` is not a number of ms, at least 0')
  const common = { freshFor, interval, known: checkKnown('known', known), source: checkSource(source) }
  return changed ? { changed, ...common, ...checkChanged(answer as Changed) } : { changed, ...common }
}

function checkChanged(answer: Changed): Omit<Changed, keyof Unchanged> {
  const { knownIfSame, version, strong, resource, size, encoding, mayBeEmpty, mediaType, modifiedAt, open } =
    answer
  if (typeof open !== 'function') throw broken('`open` is not a function')
  if (version !== undefined && typeof version !== 'string') throw broken('`version` is not text')
  if (strong !== undefined && typeof strong !== 'boolean') throw broken('`strong` is not a boolean')
  if (resource !== undefined && typeof resource !== 'string') throw broken('`resource` is not text')
  if (encoding !== undefined && typeof encoding !== 'string') throw broken('`encoding` is not text')
  if (mayBeEmpty !== undefined && typeof mayBeEmpty !== 'boolean')
    throw broken('`mayBeEmpty` is not a boolean')
  if (mediaType !== undefined && typeof mediaType !== 'string') throw broken('`mediaType` is not text')
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    throw broken('`size` is not a whole number')
  if (modifiedAt !== undefined && !Number.isFinite(modifiedAt))
    throw broken('`modifiedAt` is not a time in epoch ms')
  return {
    version,
    strong,
    resource,
    size,
    encoding,
    mayBeEmpty,
    mediaType,
    modifiedAt,
    knownIfSame: checkKnown('knownIfSame', knownIfSame),
    open: (signal) => open.call(answer, signal),
  }
}

function checkKnown(field: string, known: Known | undefined): Known | undefined {
  if (known !== undefined && typeof known !== 'object') throw broken(`\`${field}\` is not an object`)
  try {
    return frozenCopy(known)
  } catch {
    throw broken(`\`${field}\` is not plain JSON`)
  }
}

function checkSource(source: Source | undefined): Source | undefined {
  if (source === undefined) return undefined
  const { name, fallback, error } = Object(source) as Source
  if (typeof name !== 'string' || typeof fallback !== 'boolean')
    throw broken('`source` is not an object of `name` and `fallback`')
  return { name, fallback, error }
}

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkBody(body: unknown): ReturnType<Changed['open']> {
  if (typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'then' in body)) {
    return body as AsyncIterable<Uint8Array>
  }
  throw broken('`open` gave neither a promise of bytes nor chunks')
}
