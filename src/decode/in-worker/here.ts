/** Runs a user's module in this thread, where no other can be had. @module */

import type { DecodeContext } from '../decoder.ts'
import type { Wire } from '../wire.ts'
import { moduleFailure } from './failure.ts'
import { loadDecode } from './load.ts'
import { ownBytes } from './own-bytes.ts'

export async function decodeHere(
  url: string,
  wire: Wire,
  { term, signal }: Pick<DecodeContext, 'term' | 'signal'>,
): Promise<unknown> {
  const decode = await loadDecode(url)
  const bytes = await ownBytes(wire, signal)
  const size = bytes.byteLength
  try {
    return await decode(bytes, { term })
  } catch (thrown) {
    throw await moduleFailure(thrown, bytes, size)
  }
}
