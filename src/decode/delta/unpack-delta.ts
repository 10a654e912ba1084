/** Makes a payload by whatever there is to read a delta with, and holds it to its digest. @module */

import { createHash } from 'node:crypto'
import { TermError, toTermError } from '../../base/errors.ts'
import type { TimeSlice } from '../../base/time-slice.ts'
import { piecesOfSize } from '../join.ts'
import { payloadMemory } from '../payload-memory.ts'
import { bytesOf } from './base.ts'
import { ownZstd } from './own-zstd.ts'
import { checkWindow, type UnpackDelta, type Unpacking } from './unpacking.ts'
import { wasmZstd } from './wasm-zstd.ts'

export interface DeltaTask extends Unpacking {
  /** Of the payload that has to come out, in hex; absent: nobody has said, and only its size is known. */
  readonly sha256?: string | undefined
}

/** @throws TermError `ERR_TERM_ENCODING`, which says what to install */
export const deltaUnpacker = async (): Promise<UnpackDelta> => ownZstd ?? wasmZstd()

/** WebAssembly gives no memory back, and is done in one go. */
export const isThrifty = (unpack: UnpackDelta): boolean => unpack === ownZstd

/** Hashed and copied within a millisecond. */
const PIECE = 2 ** 19

/**
 * The payload, in memory that nobody else holds, and that threads share where it is large.
 *
 * @throws TermError `ERR_TERM_TOO_LARGE`, `ERR_TERM_ENCODING`, `ERR_TERM_DIGEST`
 */
export async function unpackDelta(
  delta: Uint8Array,
  task: DeltaTask,
  turn: TimeSlice,
  mostInOneGo?: number,
): Promise<Uint8Array> {
  checkWindow(task)
  const unpack = await deltaUnpacker()
  let made: Uint8Array
  try {
    made = await unpack(delta, { ...task, base: await bytesOf(task.base) }, mostInOneGo)
  } catch (thrown) {
    throw toTermError(thrown, 'ERR_TERM_ENCODING', 'the delta cannot be applied', { stage: 'download' })
  }
  const payload = payloadMemory(sized(made, task.size).byteLength)
  const hash = task.sha256 === undefined ? undefined : createHash('sha256')
  let at = 0
  for (const piece of piecesOfSize(made, PIECE)) {
    payload.set(piece, at)
    at += piece.byteLength
    hash?.update(piece)
    await turn.pass()
  }
  if (hash === undefined || hash.digest('hex') === task.sha256) return payload
  throw new TermError('ERR_TERM_DIGEST', 'the delta makes another payload than the manifest names', {
    stage: 'download',
  })
}

/** Some releases of Node.js take a frame that was cut for a whole one. */
function sized(payload: Uint8Array, size: number): Uint8Array {
  if (payload.byteLength === size) return payload
  throw new TermError('ERR_TERM_ENCODING', 'the delta makes a payload of another size', { stage: 'download' })
}
