/** Holds what `probe` answers to the contract. @module */

import { frozenCopy } from '../../base/frozen-copy.ts'
import type { Changed, Known, Probe, Source, Unchanged } from '../fetcher.ts'
import { breach } from './breach.ts'

/**
 * The answer as it is now: a fetcher may hold on to its own and change it, or have another value at the next reading.
 *
 * @throws TermError `ERR_TERM_CONTRACT`, which is fatal
 */
export function checkProbe(answer: unknown): Probe {
  if (typeof answer !== 'object' || answer === null) throw breach(`\`probe\` gave ${typeof answer}`)
  const { changed, freshFor, staleFor, interval, age, known, source, proof } = answer as Partial<Changed>
  if (typeof changed !== 'boolean') throw breach('`changed` is not a boolean')
  if (freshFor !== undefined && !(typeof freshFor === 'number' && freshFor >= 0))
    throw breach('`freshFor` is not a number of ms, at least 0')
  if (staleFor !== undefined && !(typeof staleFor === 'number' && staleFor >= 0))
    throw breach('`staleFor` is not a number of ms, at least 0')
  if (interval !== undefined && !(typeof interval === 'number' && interval >= 0))
    throw breach('`interval` is not a number of ms, at least 0')
  if (age !== undefined && !(typeof age === 'number' && age >= 0))
    throw breach('`age` is not a number of ms, at least 0')
  if (proof !== undefined && typeof proof !== 'function') throw breach('`proof` is not a function')
  const common = {
    freshFor,
    staleFor,
    interval,
    age,
    known: checkKnown('known', known),
    source: checkSource(source),
    proof: proof && ((signal: AbortSignal) => proof.call(answer, signal)),
  }
  return changed ? { changed, ...common, ...checkChanged(answer as Changed) } : { changed, ...common }
}

function checkChanged(answer: Changed): Omit<Changed, keyof Unchanged> {
  const { knownIfSame, version, strong, resource, size, encoding, mayBeEmpty, mediaType, modifiedAt, open } =
    answer
  if (typeof open !== 'function') throw breach('`open` is not a function')
  if (version !== undefined && typeof version !== 'string') throw breach('`version` is not text')
  if (strong !== undefined && typeof strong !== 'boolean') throw breach('`strong` is not a boolean')
  if (resource !== undefined && typeof resource !== 'string') throw breach('`resource` is not text')
  if (encoding !== undefined && typeof encoding !== 'string') throw breach('`encoding` is not text')
  if (mayBeEmpty !== undefined && typeof mayBeEmpty !== 'boolean')
    throw breach('`mayBeEmpty` is not a boolean')
  if (mediaType !== undefined && typeof mediaType !== 'string') throw breach('`mediaType` is not text')
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    throw breach('`size` is not a whole number')
  if (modifiedAt !== undefined && !Number.isFinite(modifiedAt))
    throw breach('`modifiedAt` is not a time in epoch ms')
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
    // Only fetchers of ours are asked for any, and hand on what they made for this attempt alone.
    records: answer.records,
  }
}

function checkKnown(field: string, known: Known | null | undefined): Known | undefined {
  // Of JavaScript, where that is what there isn't.
  if (known === null) return undefined
  if (known !== undefined && (typeof known !== 'object' || Array.isArray(known)))
    throw breach(`\`${field}\` is not an object`)
  try {
    return frozenCopy(known)
  } catch {
    throw breach(`\`${field}\` is not plain JSON`)
  }
}

function checkSource(source: Source | undefined): Source | undefined {
  if (source === undefined) return undefined
  const { name, fallback, error } = Object(source) as Source
  if (typeof name !== 'string' || typeof fallback !== 'boolean')
    throw breach('`source` is not an object of `name` and `fallback`')
  return { name, fallback, error }
}
