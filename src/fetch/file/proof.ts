/** Brings the proof of a file, such as its signature, from the file beside it. @module */

import { open } from 'node:fs/promises'
import { fieldOf, TermError } from '../../base/errors.ts'
import { OPEN } from '../../base/open-flags.ts'
import { MAX_PROOF_BYTES, type ProofPlace } from '../../base/proof.ts'
import type { BringProof } from '../fetcher.ts'

/** Whoever wants it elsewhere than beside the file gets none. */
export function proofBesideFile(location: string, place: ProofPlace | undefined): BringProof | undefined {
  if (typeof place !== 'object' || !('beside' in place)) return undefined
  return () => readProof(location + place.beside)
}

async function readProof(path: string): Promise<Uint8Array | undefined> {
  const handle = await open(path, OPEN).catch((thrown: unknown) => {
    if (fieldOf(thrown, 'code') === 'ENOENT') return undefined
    throw thrown
  })
  if (handle === undefined) return undefined
  try {
    const stat = await handle.stat()
    if (!stat.isFile())
      throw new TermError('ERR_TERM_PROTOCOL', `${path} is not a regular file`, { stage: 'download' })
    const bytes = Buffer.alloc(Math.min(stat.size, MAX_PROOF_BYTES + 1))
    const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
