/** The contract of decoders that need more than the bytes: another thread, or memory that threads share. @module */

import { types } from 'node:util'
import type { MessagePort } from 'node:worker_threads'
import { commonSymbol } from '../base/copies.ts'
import type { Wire } from './wire.ts'
import type { Semaphore } from './workers/index.ts'

/** What a worker is asked to do. */
export interface Job {
  /** Which of the jobs that the worker knows. */
  readonly kind:
    | 'table'
    | 'index'
    | 'texts'
    | 'json'
    | 'bytes'
    | 'module'
    | 'delta'
    | 'records'
    | 'record-delta'
  /** The options of that job: plain data, and the ports that are in `transfer`. */
  readonly options: unknown
  /** The ports among the options, which go over to the worker: a job hands over in parts by them. */
  readonly transfer?: readonly MessagePort[]
  /** The URL of the user's module that the job runs. Its threads run nothing else, so what it changes there reaches nobody. */
  readonly module?: string | undefined
}

/** What processes that decode are started with, as threads are: both run the same module, and count alike. */
export interface DecodeProcesses extends Semaphore {
  /** The module that they run; `undefined` in a bundle that names none. */
  readonly entry: URL | undefined
  /** The options of Node.js; `'inherit'`: those of this process. */
  readonly execArgv: readonly string[] | 'inherit'
  /** Does the user name that module? Then a process that never takes up its work has the wrong one. */
  readonly isNamed: boolean
  /** How long it may take to take up its work, in ms. */
  readonly startMs: number
  /** Notes what the end of the pool has to wait for. */
  track(ending: Promise<unknown>): void
}

/** The threads that decode for a tree. */
export interface DecodePool {
  readonly processes: DecodeProcesses
  /** Payloads that inflate to fewer bytes are decoded where they are. */
  readonly above: number
  /** Can there be a thread? Where none can, large payloads are decoded in place, too, and a warning says so once. */
  hasThreads(): boolean
  /**
   * Runs a job on what the wire brought, and resolves with what the job returned.
   *
   * @throws TermError of the job, or `ERR_TERM_DECODER` when the thread died
   */
  run(job: Job, wire: Wire, signal: AbortSignal): Promise<unknown>
  /** Has the first thread start, and learn such a job by an empty one, while its payload is still to come. */
  warmUp(job: Job): void
}

export interface DecodeContext {
  /** The name of the term. */
  readonly term: string
  readonly signal: AbortSignal
  readonly pool: DecodePool
  /** What is published; `undefined` before the first value. */
  readonly previous: unknown
  /** Is it asked how many records differ from those of `previous`? A decoder that can count them while it works does. */
  readonly wantsChanges?: boolean | undefined
}

export type Decode<T> = (wire: Wire, context: DecodeContext) => Promise<T>

const DECODE: unique symbol = commonSymbol('decode') as never
const PRACTICE: unique symbol = commonSymbol('practice') as never

/**
 * Marks a function with a better way to the same value than to call it; `practice` is a job that an empty document will do for,
 * by which a thread learns the real one.
 */
export const decodedBy = <F extends (bytes: Uint8Array, scope: never) => unknown>(
  deserialize: F,
  decode: Decode<Awaited<ReturnType<F>>>,
  practice?: Job,
): F => Object.assign(deserialize, { [DECODE]: decode, [PRACTICE]: practice })

/** The same decoder, but for what it throws: that is what `said` makes of it. */
export function withFaults<D extends object>(deserialize: D, said: (error: unknown) => unknown): D {
  const decode = decodeOf(deserialize)
  const again = (error: unknown): never => {
    throw said(error)
  }
  const call = deserialize as unknown as (...given: unknown[]) => unknown
  const plain = (...given: unknown[]) => {
    try {
      const made = call(...given)
      return types.isPromise(made) ? made.catch(again) : made
    } catch (error) {
      return again(error)
    }
  }
  const marks = decode && { [DECODE]: (...given: Parameters<typeof decode>) => decode(...given).catch(again) }
  return Object.assign(plain, deserialize, marks) as unknown as D
}

const MAKER: unique symbol = commonSymbol('maker') as never

/** Marks what makes a `deserialize` when it is called, and is none itself. */
export const makesDeserialize = (maker: (...args: never[]) => unknown): void =>
  void Object.defineProperty(maker, MAKER, { value: true })

/** Is it a maker that somebody forgot to call? */
export const isMaker = (deserialize: unknown): boolean => MAKER in Object(deserialize)

const LEAST: unique symbol = commonSymbol('least') as never

/** Marks a function whose values are to have so many records; where it is called as it is, no gate sees to that. */
export const withLeast = <F extends (bytes: Uint8Array) => unknown>(deserialize: F, least: number): F =>
  Object.assign(deserialize, { [LEAST]: least })

/** How many records its values are to have; `undefined` where it doesn't say. */
export const leastRecordsOf = (deserialize: unknown): number | undefined =>
  (deserialize as { [LEAST]?: number } | undefined)?.[LEAST]

const JUDGE: unique symbol = commonSymbol('judgeRecords') as never

/** Looks at each record of a value. Rejects with why it must not be published, or once nobody waits any more. */
export type RecordsJudge = (value: unknown, signal?: AbortSignal) => Promise<void>

/** Marks a function whose values have their records judged; where it is called as it is, it does that itself. */
export const withRecordsJudge = <F extends (bytes: Uint8Array) => unknown>(
  deserialize: F,
  judge: RecordsJudge | undefined,
): F => Object.assign(deserialize, judge && { [JUDGE]: judge })

/** What judges the records of its values; `undefined` where nothing does. */
export const recordsJudgeOf = (deserialize: unknown): RecordsJudge | undefined =>
  (deserialize as { [JUDGE]?: RecordsJudge } | undefined)?.[JUDGE]

/** What makes the next version of a value of the one that is held. */
export interface RecordDelta {
  /** As it came; its memory is given away. */
  readonly bytes: Uint8Array
  /** How many bytes it has without its compression. */
  readonly unpacked: number
  /** What proves the value that has to come out, in hex. */
  readonly result: string
}

/** How a decoder gets from one value to the next without the payload. */
export interface RecordDeltas {
  /** A digest of its options, found when it is first asked for: decoders of others make another value of the same payload. */
  readonly decoder: string
  /** Why no delta of this value can be applied, in words; `undefined`: one can. */
  unfit(value: unknown, pool: DecodePool): string | undefined
  /**
   * The value that decoding the payload makes; `most`: how many bytes that may have.
   *
   * @throws TermError where it can't be made, or comes out as another one
   */
  patched(delta: RecordDelta, most: number, context: DecodeContext): Promise<unknown>
  /** A delta between two payloads, or in words why there is none. It takes a thread seconds where these are large. */
  made(from: Wire, to: Wire, place: Pick<DecodeContext, 'pool' | 'signal'>): Promise<RecordDelta | string>
}

const RECORDS: unique symbol = commonSymbol('recordDeltas') as never

/** Marks a function whose values can be had by deltas of records. */
export const withRecordDeltas = <F extends object>(deserialize: F, deltas: RecordDeltas): F =>
  Object.assign(deserialize, { [RECORDS]: deltas })

/** `undefined` for a decoder that needs the payload each time. */
export const recordDeltasOf = (deserialize: unknown): RecordDeltas | undefined =>
  (deserialize as { [RECORDS]?: RecordDeltas } | undefined)?.[RECORDS]

const BESIDE: unique symbol = commonSymbol('beside') as never

/** Marks a function whose values have the keys of their records from beside them: the records alone don't tell them. */
export const withKeysBeside = <F extends object>(deserialize: F): F =>
  Object.assign(deserialize, { [BESIDE]: true })

/** Would the keys be lost with the records written one by one? */
export const hasKeysBeside = (deserialize: unknown): boolean => BESIDE in Object(deserialize)

/**
 * Lets the threads of a tree get ready for a large payload that such a `deserialize` will be given. Returns whether there is
 * something to get ready for: a thread then does it by itself, and runs nothing of the user's.
 */
export function getReady(deserialize: unknown, pool: DecodePool): boolean {
  const practice = (deserialize as { [PRACTICE]?: Job } | undefined)?.[PRACTICE]
  if (practice !== undefined) pool.warmUp(practice)
  return practice !== undefined
}

/** The better way, for a `deserialize` that has one. */
export const decodeOf = (deserialize: unknown): Decode<unknown> | undefined =>
  (deserialize as { [DECODE]?: Decode<unknown> } | undefined)?.[DECODE]
