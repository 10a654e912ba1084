/** A fetcher that answers by script, for tests of what depends on a term. @module */

import { types } from 'node:util'
import { checkOneOf, checkRecord } from '../base/checks.ts'
import { ERROR_CODES } from '../base/error-codes.ts'
import { TermError, type TermErrorCode } from '../base/errors.ts'
import { unexpected } from '../base/unexpected.ts'
import { abortError } from '../base/until-aborted.ts'
import { checkBodySize } from '../fetch/contract/body-size.ts'
import type { FetchContext, Fetcher, Known, Probe } from '../fetch/fetcher.ts'

export interface ServeOptions {
  /**
   * The name of this version.
   *
   * @defaultValue `v1`, `v2` and so on
   */
  readonly version?: string | undefined
  /** How long the origin calls the version fresh, in ms. */
  readonly freshFor?: number | undefined
  /** For how much longer the origin lets it pass though it can't be asked, in ms. */
  readonly staleFor?: number | undefined
  /** The proof of it, such as a signature. */
  readonly proof?: Uint8Array | string | undefined
}

/** Each step answers one probe, in turn; the last one answers for ever. */
export interface FakeFetcher extends Fetcher {
  /** How many probes there were. */
  readonly probes: number
  /** How many bodies were taken. */
  readonly bodies: number
  /** What each probe was asked with. */
  readonly asked: readonly (Known | undefined)[]
  /** Serves bytes, text in UTF-8, or anything else as JSON. It answers `unchanged` to whoever has that version. */
  serve(value: unknown, options?: ServeOptions): FakeFetcher
  /** Says that nothing is newer, whatever is published. */
  notModified(): FakeFetcher
  /**
   * Fails the probe.
   *
   * @defaultValue `ERR_TERM_NETWORK`
   */
  fail(reason?: TermErrorCode | Error): FakeFetcher
  /** Doesn't answer until the attempt is called off. */
  hang(): FakeFetcher
  /** Serves a new version that can't be decoded. */
  corrupt(): FakeFetcher
}

type Step = (known: Known | undefined, context: FetchContext) => Promise<Probe>

// These bytes begin like gzip, and are neither that nor UTF-8.
const GARBAGE = Uint8Array.of(0x1f, 0x8b, 0x08, 0xff, 0xff, 0xff)

/**
 * Makes a fetcher without an origin.
 *
 * Its functions throw a TypeError on an argument that is none of theirs.
 *
 * @example fakeFetcher().serve({ EUR: 1 }).fail('ERR_TERM_TIMEOUT').serve({ EUR: 2 })
 */
export function fakeFetcher(name = 'fake'): FakeFetcher {
  if (typeof name !== 'string' || name === '')
    throw unexpected('fakeFetcher', 'name', 'text with content', name)
  const steps: Step[] = []
  const asked: (Known | undefined)[] = []
  let current: Step = async () => {
    throw new TermError('ERR_TERM_NOT_FOUND', 'Nothing is scripted', { stage: 'probe' })
  }
  let versions = 0
  let bodies = 0

  const then = (step: Step): FakeFetcher => {
    steps.push(step)
    return fake
  }
  const serve = (bytes: Uint8Array, options: ServeOptions = {}): Step => {
    checkServe(options)
    const { version = `v${++versions}`, freshFor, staleFor, proof: given } = options
    const proof = given === undefined ? undefined : async () => bytesOf(given)
    const open = async () => {
      bodies++
      return bytes
    }
    return async (known, context) => {
      if (known?.version === version) return { changed: false, freshFor, staleFor, proof }
      checkBodySize(bytes.byteLength, context)
      const size = bytes.byteLength
      return { changed: true, version, size, freshFor, staleFor, known: { version }, proof, open }
    }
  }

  const fake: FakeFetcher = {
    name,
    get probes() {
      return asked.length
    },
    get bodies() {
      return bodies
    },
    asked,
    serve: (value, options) => then(serve(bytesOf(value), options)),
    notModified: () => then(async () => ({ changed: false })),
    fail: (reason = 'ERR_TERM_NETWORK') => {
      const error = errorOf(reason)
      return then(() => Promise.reject(error()))
    },
    hang: () => then((_, { signal }) => untilCalledOff(signal)),
    corrupt: () => then(serve(GARBAGE)),
    async probe(known, context) {
      if (context.signal.aborted) throw abortError(context.signal, 'probe')
      asked.push(known)
      current = steps.shift() ?? current
      return current(known, context)
    },
  }
  return fake
}

function checkServe(options: ServeOptions): void {
  checkRecord('fakeFetcher', 'serve.options', options, ['version', 'freshFor', 'staleFor', 'proof'])
  const { version, proof } = options
  if (proof !== undefined && typeof proof !== 'string' && !types.isUint8Array(proof))
    throw unexpected('fakeFetcher', 'serve.proof', 'bytes or text', proof)
  if (version !== undefined && (typeof version !== 'string' || version === ''))
    throw unexpected('fakeFetcher', 'serve.version', 'text with content', version)
  for (const name of ['freshFor', 'staleFor'] as const) {
    const ms = options[name]
    if (ms !== undefined && !(typeof ms === 'number' && ms >= 0))
      throw unexpected('fakeFetcher', `serve.${name}`, 'a number of ms, at least 0', ms)
  }
}

const CODES = Object.keys(ERROR_CODES) as TermErrorCode[]

/** An error is known by its shape: each realm has a class of its own. */
const isError = (value: unknown): value is Error =>
  typeof value === 'object' && typeof (value as Partial<Error> | null)?.message === 'string'

/** Makes a new error for each probe where only the code is given. */
function errorOf(reason: unknown): () => Error {
  if (isError(reason)) return () => reason
  if (typeof reason !== 'string')
    throw unexpected('fakeFetcher', 'fail.reason', 'a code of `TermError`, or an error', reason)
  const code = checkOneOf('fakeFetcher', 'fail.reason', reason, CODES)
  return () => new TermError(code, 'It fails by script', { stage: 'probe' })
}

const untilCalledOff = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(abortError(signal, 'probe')), { once: true })
  })

function bytesOf(value: unknown): Uint8Array {
  if (types.isUint8Array(value)) return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text !== undefined) return new TextEncoder().encode(text)
  throw new TypeError(
    `fakeFetcher: expected \`value\` to be bytes, text or something of JSON, got ${typeof value}`,
  )
}
