/** Puts pieces into one buffer, never for long in one turn. @module */

import { TermError } from '../base/errors.ts'
import { LONGEST_PIECE, limitInWords } from '../base/longest-piece.ts'
import { timeSlice } from '../base/time-slice.ts'

// A few hundred microseconds, with pages that are touched for the first time.
const STEP = 2 ** 19

/** Where the bytes end up: memory of its own, of exactly this size. */
export type Allocate<B extends ArrayBufferLike> = (size: number) => Uint8Array<B>

const inPrivate: Allocate<ArrayBuffer> = (size) => new Uint8Array(size)

/** Memory that threads may share. */
export const inShared: Allocate<SharedArrayBuffer> = (size) => new Uint8Array(new SharedArrayBuffer(size))

/** All pieces one behind the other. Where `expected` is their size, each is put at once where it stays. */
export function join(pieces: AsyncIterable<Uint8Array>, expected: number): Promise<Uint8Array<ArrayBuffer>>
export function join<B extends ArrayBufferLike>(
  pieces: AsyncIterable<Uint8Array>,
  expected: number,
  allocate: Allocate<B>,
): Promise<Uint8Array<B>>
export async function join(
  pieces: AsyncIterable<Uint8Array>,
  expected: number,
  allocate: Allocate<ArrayBufferLike> = inPrivate,
): Promise<Uint8Array> {
  const whole = room(expected, allocate)
  let filled = 0
  const beyond: Uint8Array[] = []
  for await (const piece of pieces) {
    if (beyond.length > 0 || filled + piece.byteLength > expected) beyond.push(piece)
    else {
      whole.set(piece, filled)
      filled += piece.byteLength
    }
  }
  if (filled === expected && beyond.length === 0) return whole
  return copyOf([whole.subarray(0, filled), ...beyond], allocate)
}

/** A copy in memory of its own. */
export function copyOf(parts: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>>
export function copyOf<B extends ArrayBufferLike>(
  parts: readonly Uint8Array[],
  allocate: Allocate<B>,
): Promise<Uint8Array<B>>
export async function copyOf(
  parts: readonly Uint8Array[],
  allocate: Allocate<ArrayBufferLike> = inPrivate,
): Promise<Uint8Array> {
  const turn = timeSlice()
  const total = parts.reduce((size, { byteLength }) => size + byteLength, 0)
  const whole = room(total, allocate)
  let offset = 0
  for (const part of parts) {
    for (const step of piecesOfSize(part, STEP)) {
      whole.set(step, offset)
      offset += step.byteLength
      await turn.pass()
    }
  }
  return whole
}

/** @throws TermError `ERR_TERM_TOO_LARGE` where no memory can have this size */
function room<B extends ArrayBufferLike>(size: number, allocate: Allocate<B>): Uint8Array<B> {
  if (size <= LONGEST_PIECE) return allocate(size)
  const message = `The payload inflates to more than ${limitInWords(size)}`
  throw new TermError('ERR_TERM_TOO_LARGE', message, { stage: 'decode' })
}

/** Views of the bytes, none larger than `size`. */
export function* piecesOfSize(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}
