/** Makes a term all of whose callbacks can be made to misbehave: each is a seat for mischief. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type CommonOptions, type Fetcher, json, remoteTerm } from '../../src/index.ts'

/** Every place where a user's code runs within an attempt. */
export type Seat = (typeof SEATS)[number]
export const SEATS = [
  'setup',
  'init',
  'probe',
  'open',
  'chunks',
  'deserialize',
  'schema',
  'validate',
  'put',
  'get',
] as const

export interface Content {
  readonly version: number
}

type Act = (work: () => unknown) => unknown

export interface Seats {
  readonly term: ReturnType<typeof seatedTerm>
  /** The order in which the seats were called. */
  readonly calls: string[]
  /** The signals of all attempts, in order. */
  readonly signals: AbortSignal[]
  /**
   * Lets a callback misbehave from now on; it gets its real work as an argument. With `undefined` it does its work again.
   */
  mischief(seat: Seat | 'close', act: Act | undefined): void
}

/** Makes a term that gets a new version from each probe, and keeps its values by `put` and `get`. */
export function seats(options: Partial<CommonOptions> = {}): Seats {
  const acts = new Map<string, Act>()
  const calls: string[] = []
  const signals: AbortSignal[] = []
  const at = <T>(seat: Seat | 'close', work: () => T): T => {
    calls.push(seat)
    const act = acts.get(seat)
    return act === undefined ? work() : (act(work) as T)
  }
  return {
    term: seatedTerm(at, (signal) => signals.push(signal), options),
    calls,
    signals,
    mischief: (seat, act) => void (act === undefined ? acts.delete(seat) : acts.set(seat, act)),
  }
}

type At = <T>(seat: Seat | 'close', work: () => T) => T

type Note = (signal: AbortSignal) => void

function seatedTerm(at: At, note: Note, options: Partial<CommonOptions>) {
  let kept: Content = { version: 0 }
  return remoteTerm({
    name: 'seats',
    fetcher: seatedFetcher(at, note),
    ...options,
    setup: () => at('setup', () => undefined),
    deserialize: (bytes) => at('deserialize', () => json<Content>(bytes)),
    schema: seatedSchema(at),
    validate: () => at('validate', () => true),
    put: (value) =>
      at('put', () => {
        kept = value
      }),
    get: () => at('get', () => kept),
  })
}

function seatedFetcher(at: At, note: Note): Fetcher {
  let version = 0
  return {
    name: 'seated',
    init: () => at('init', () => undefined),
    close: () => at('close', () => undefined),
    async probe(_, { signal }) {
      note(signal)
      return at('probe', () => ({
        changed: true,
        version: `v${++version}`,
        open: () => at('open', () => chunksOf(at, JSON.stringify({ version }))),
      }))
    },
  }
}

async function* chunksOf(at: At, text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  yield bytes.subarray(0, 5)
  yield await at('chunks', () => bytes.subarray(5))
}

function seatedSchema(at: At): StandardSchemaV1<unknown, Content> {
  const validate = (value: unknown) => at('schema', () => ({ value: value as Content }))
  return { '~standard': { version: 1, vendor: 'seats', validate } }
}
