/** Bytes and a proof of them, as the gate hands them to a verifier. @module */

import type { Evidence, Verifier } from '../../src/gate/signature/index.ts'
import { hashesOf } from '../../src/gate/wire-hashes.ts'

export const bytesOf = (text: string): Buffer => Buffer.from(text)

export async function received(
  verifier: Pick<Verifier, 'hashes'>,
  bytes: Uint8Array,
  proof: Uint8Array | string | undefined,
): Promise<Evidence> {
  const hashes = await hashesOf(bytes, verifier.hashes ?? [])
  return {
    bytes,
    hash: (name) => hashes.of(name),
    proof: proof === undefined ? undefined : { bytes: typeof proof === 'string' ? bytesOf(proof) : proof },
    signal: new AbortController().signal,
  }
}
