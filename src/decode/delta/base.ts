/** The payload that a delta changes: at hand, or in a file that whoever applies the delta reads. @module */

import { open } from 'node:fs/promises'
import { OPEN_OWN } from '../../base/open-flags.ts'
import { piecesOfSize } from '../join.ts'

/** Nobody vouches for what is in it; what comes out of the delta is looked at. */
export interface BaseFile {
  readonly path: string
  readonly byteLength: number
}

export type Base = Uint8Array | BaseFile

const PIECE = 2 ** 20

/** @throws Error where the file is gone, or another one than it was */
export async function bytesOf(base: Base): Promise<Uint8Array> {
  if (!('path' in base)) return base
  const whole = Buffer.allocUnsafeSlow(base.byteLength)
  const handle = await open(base.path, OPEN_OWN)
  try {
    for (const piece of piecesOfSize(whole, PIECE)) {
      const { bytesRead } = await handle.read(piece)
      if (bytesRead !== piece.byteLength) throw new Error('The payload before is not there as a whole')
    }
  } finally {
    await handle.close()
  }
  return whole
}
