/** Takes in the body that a fetcher hands over, whole or in chunks: into one buffer, and within its bounds. @module */

import { types } from 'node:util'
import { TermError, type TermErrorCode } from '../base/errors.ts'
import { limitInWords } from '../base/longest-piece.ts'
import { type TimeSlice, timeSlice } from '../base/time-slice.ts'
import { untilAborted } from '../base/until-aborted.ts'
import { type Body, checkBytes, givenAway } from './contract/body.ts'
import { deliverOf, type MakeMemory } from './contract/direct.ts'

export interface ReceiveOptions {
  /** The size that was announced, in bytes; another one is an error. */
  readonly size?: number | undefined
  /** The most bytes to take. */
  readonly maxBytes: number
  /** Ends the wait at once, even when the body doesn't listen to it. */
  readonly signal: AbortSignal
  /** Makes memory of so many bytes, where the body is put. @defaultValue memory that nobody shares */
  readonly allocate?: MakeMemory | undefined
  /**
   * Sees the bytes in the order in which they come, where they have been put: what is told of these is true of what is
   * received, whatever becomes of the fetcher's own.
   */
  readonly passing?: ((bytes: Uint8Array) => Promise<void>) | undefined
}

// Memory of a pool would keep the other bytes of its slab alive, for days.
const inPrivate: MakeMemory = (size) => Buffer.allocUnsafeSlow(size)

export interface Received {
  readonly bytes: Uint8Array
  /** Nobody else holds their memory. */
  readonly owned: true
}

/**
 * The whole body.
 *
 * @throws TermError `ERR_TERM_TOO_LARGE`, `ERR_TERM_TRUNCATED`, `ERR_TERM_ABORTED`, `ERR_TERM_CONTRACT` when something
 * other than bytes comes, or what the body threw
 */
export async function receive(body: Body, options: ReceiveOptions): Promise<Received> {
  return untilAborted(work(body, options), options.signal, 'download')
}

function work(body: Body, options: ReceiveOptions): Promise<Received> {
  if (!(Symbol.asyncIterator in body)) return take(body, options)
  const deliver = deliverOf(body)
  if (deliver === undefined) return collect(body, options, () => false)
  const { allocate = inPrivate } = options
  let own: Uint8Array | undefined
  const chunks = deliver((size) => {
    own = allocate(size)
    return own
  })
  // What is delivered otherwise lies in shared memory where it is large, which not everybody wants.
  return collect(
    chunks,
    options,
    (chunk) => chunk === own || (allocate !== inPrivate && types.isSharedArrayBuffer(chunk.buffer)),
  )
}

async function take(
  body: Promise<Uint8Array>,
  { size, maxBytes, allocate = inPrivate, passing }: ReceiveOptions,
): Promise<Received> {
  const bytes = checkBytes(await body)
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes)
  if (size !== undefined) checkSize(bytes.byteLength, size)
  return { bytes: await duplicate(bytes, allocate, passing), owned: true }
}

// Copied within a hundred microseconds.
const STEP = 2 ** 17

/** Whoever delivers whole bytes may hold on to them, and change them: what is published must stay as it is. */
async function duplicate(
  bytes: Uint8Array,
  allocate: MakeMemory,
  passing: ReceiveOptions['passing'],
): Promise<Uint8Array> {
  const own = allocate(bytes.byteLength)
  await put(bytes, own, passing, timeSlice())
  return own
}

async function put(
  bytes: Uint8Array,
  into: Uint8Array,
  passing: ReceiveOptions['passing'],
  turn: TimeSlice,
): Promise<void> {
  const size = into.byteLength
  for (let at = 0; at < size; at += STEP) {
    // Where the fetcher gives them away meanwhile, the rest of our copy would stay as `allocate` found that memory.
    if (bytes.byteLength !== size) throw givenAway()
    const step = into.subarray(at, at + STEP)
    step.set(bytes.subarray(at, at + STEP))
    await passing?.(step)
    if (at + STEP < size) await turn.pass()
  }
}

const FIRST_GUESS = 64 * 1024

async function collect(
  body: AsyncIterable<Uint8Array>,
  { size, maxBytes, signal, allocate = inPrivate, passing }: ReceiveOptions,
  mayBeTaken: (chunk: Uint8Array) => boolean,
): Promise<Received> {
  // An origin may announce any size: nothing is allocated beyond the limit.
  checkAnnounced(size, maxBytes)
  let buffer = allocate(0)
  let received = 0
  // A fast origin fills the socket as quickly as it is emptied, and libuv reads up to 2 MB before anything else gets its turn.
  const turn = timeSlice()
  for await (const chunk of body) {
    signal.throwIfAborted()
    const end = received + checkBytes(chunk).byteLength
    if (end > maxBytes) throw tooLarge(maxBytes)
    if (size !== undefined && end > size) checkSize(end, size)
    if (received === 0 && end === size && mayBeTaken(chunk)) {
      buffer = chunk
      await passing?.(chunk)
    } else {
      if (end > buffer.byteLength) {
        const room = size ?? roomFor(buffer.byteLength, end, maxBytes)
        buffer = copied(buffer.subarray(0, received), allocate(room))
      }
      await put(chunk, buffer.subarray(received, end), passing, turn)
    }
    received = end
    await turn.pass()
  }
  if (size !== undefined) checkSize(received, size)
  const isFull = received === buffer.byteLength
  return { bytes: isFull ? buffer : copied(buffer.subarray(0, received), allocate(received)), owned: true }
}

const roomFor = (room: number, needed: number, most: number): number =>
  Math.min(most, Math.max(FIRST_GUESS, needed, Math.ceil(room * 1.5)))

function copied(bytes: Uint8Array, into: Uint8Array): Uint8Array {
  into.set(bytes)
  return into
}

function checkSize(received: number, size: number): void {
  if (received < size)
    throw refused('ERR_TERM_TRUNCATED', `The body ended after ${received} of ${size} bytes`)
  if (received > size)
    throw refused('ERR_TERM_TOO_LARGE', `The body is larger than the ${size} bytes announced`)
}

/**
 * Checks the announced size before the body is opened: nobody hears the errors of a stream that nobody reads, and one
 * would end the process.
 *
 * @throws TermError `ERR_TERM_TOO_LARGE`
 */
export function checkAnnounced(size: number | undefined, maxBytes: number): void {
  if (size !== undefined && size > maxBytes) throw tooLarge(maxBytes)
}

const tooLarge = (maxBytes: number): TermError =>
  refused('ERR_TERM_TOO_LARGE', `The body is larger than ${limitInWords(maxBytes)}`)

const refused = (code: TermErrorCode, message: string): TermError =>
  new TermError(code, message, { stage: 'download' })
