/** Compares what a candidate returns with the data. @module */

import { isDeepStrictEqual } from 'node:util'
import { keyOf, record } from './records.mjs'

const EVERY = 997

/** Returns how many records were compared. @throws Error at the first that differs */
export async function checkSample(get, size, version) {
  let checked = 0
  for (let at = 0; at < size; at += EVERY, checked++) {
    const found = await get(keyOf(at))
    if (!isDeepStrictEqual(found, record(at, version))) {
      throw new Error(`${keyOf(at)} is not what it is in version ${version}`)
    }
  }
  const absent = await get(keyOf(size))
  if (absent !== undefined && absent !== null) throw new Error(`${keyOf(size)} was found, but doesn't exist`)
  return checked
}
