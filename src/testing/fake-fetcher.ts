/** A fetcher that answers by script, for tests of what depends on a term. @module */

import { types } from 'node:util'
import { TermError, type TermErrorCode } from '../base/errors.ts'
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
 * @example fakeFetcher().serve({ EUR: 1 }).fail('ERR_TERM_TIMEOUT').serve({ EUR: 2 })
 */
export function fakeFetcher(name = 'fake'): FakeFetcher {
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
  const serve = (bytes: Uint8Array, { version = `v${++versions}`, freshFor }: ServeOptions = {}): Step => {
    const open = async () => {
      bodies++
      return bytes
    }
    return async (known, context) => {
      if (known?.version === version) return { changed: false, freshFor }
      checkBodySize(bytes.byteLength, context)
      return { changed: true, version, size: bytes.byteLength, freshFor, known: { version }, open }
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
    fail: (reason = 'ERR_TERM_NETWORK') => then(() => Promise.reject(errorOf(reason))),
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

const errorOf = (reason: TermErrorCode | Error): Error =>
  typeof reason === 'string' ? new TermError(reason, 'It fails by script', { stage: 'probe' }) : reason

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
