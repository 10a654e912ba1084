/** Lets V8 know what shared memory weighs, so that it collects the tables that nobody holds any longer. @module */

import { constants } from 'node:buffer'

const LIGHT = 2 ** 20

/**
 * Memory to be held beside as many bytes of shared memory, which V8 doesn't count. It is never touched, so that the system
 * provides no page of it.
 */
export function ballastOf(byteLength: number): Buffer | undefined {
  if (byteLength < LIGHT) return undefined
  try {
    return Buffer.allocUnsafeSlow(Math.min(byteLength, constants.MAX_LENGTH))
  } catch {
    // Addresses are short here: tables work without, their memory comes back later.
    return undefined
  }
}
