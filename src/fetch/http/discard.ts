/** Throws the body of an answer away, so that its connection is free again. @module */

import { MOST_UNWANTED, readUnwanted } from '../transfer/unwanted-body.ts'
import type { HttpBody } from './exchange.ts'

/** Resolves when the connection is free again, or gone. */
export async function discard(body: HttpBody): Promise<void> {
  const tooLong = new AbortController()
  const dump = () => body.dump({ limit: MOST_UNWANTED, signal: tooLong.signal })
  await readUnwanted(dump, () => tooLong.abort())
}
