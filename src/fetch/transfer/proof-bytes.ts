/** The bytes of a proof that lies beside an object, or stands in a header of its answer. @module */

import { MAX_PROOF_BYTES } from '../../base/proof.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'

/** All of them; of a proof that is too long, as many as it takes to tell. */
export async function proofBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    read.push(new Uint8Array(chunk))
    size += chunk.byteLength
    if (size > MAX_PROOF_BYTES) break
  }
  return Buffer.concat(read)
}

/** Of a header that is there twice both are told, so that nobody chooses one of them. */
export function proofInHeader(headers: ResponseHeaders, name: string): Uint8Array | undefined {
  const header = headers[name]
  return header === undefined ? undefined : Buffer.from([header].flat().join(', '), 'latin1')
}
