/**
 * Lets V8 know what shared memory weighs: V8 doesn't count it, and would let versions pile up that nobody holds any longer.
 *
 * Ballast is memory that is never touched, so that the system provides no page of it; but V8 counts it.
 *
 * @module
 */

import { constants } from 'node:buffer'

const LIGHT = 2 ** 20
/** So much is collected by itself; what is lighter may wait until there is enough of it. */
const HEAVY = 16 * 2 ** 20

const held = new WeakMap<object, Buffer | undefined>()

/**
 * Gives ballast to a new version, which holds it for as long as it lives itself.
 *
 * The weight is put on a moment later: it makes V8 collect, and by then the version before is no longer published. Measured
 * with versions of 205 MB: one is left at a time and not three, and the peak is half.
 */
export function weigh(version: object, byteLength: number): void {
  if (byteLength >= LIGHT) after(WEIGH_MS, () => held.set(version, ballast(byteLength)))
}

/** Makes V8 collect soon, in a thread that has handed so many bytes of shared memory to another, which lets go of them later. */
export function handedOver(byteLength: number): void {
  if (byteLength >= LIGHT) after(MOMENT_MS, () => void ballast(byteLength))
}

/** Has what was let go of last be collected sooner: where versions follow fast they would pile up, each for a second. */
let hurry: (() => void) | undefined

/**
 * Makes V8 collect soon, in a thread that has just let go of so many bytes and has nothing else to do.
 *
 * It waits until what the thread made has arrived: measured with 44 MB on two cores, four threads have it after 3 ms then,
 * and after 6 otherwise. And it waits until the service has put on its ballast: while the system takes back a version of
 * 205 MB, for 10 ms and more, whoever else in the process wants memory may have to wait.
 *
 * @param held - what the thread holds until then: the version before, so that the service isn't the last to let it go
 */
export function letGo(byteLength: number, held: unknown): void {
  if (byteLength < LIGHT) return
  hurry?.()
  const last = { held }
  const collect = () => {
    if (hurry === sooner) hurry = undefined
    last.held = undefined
    ballast(byteLength < HEAVY ? byteLength : Math.max(byteLength, ENOUGH))
  }
  const timer = after(LATER_MS, collect)
  const sooner = () => {
    clearTimeout(timer)
    after(NEXT_MS, collect)
  }
  hurry = sooner
}

/** Where so much memory came since the last collection, V8 begins another one, in steps. */
const ENOUGH = 65 * 2 ** 20

/** Makes V8 collect soon. */
export const collectSoon = (): void => void ballast(ENOUGH)

/** What was handed over is collected first: while V8 is at it, more ballast would make it hurry, and others wait. */
const MOMENT_MS = 50
const WEIGH_MS = 150
/** A service that is idle takes some hundred ms to collect. */
const LATER_MS = 1_000
const NEXT_MS = 250

const after = (ms: number, then: () => void) => setTimeout(then, ms).unref()

function ballast(byteLength: number): Buffer | undefined {
  try {
    return Buffer.allocUnsafeSlow(Math.min(byteLength, constants.MAX_LENGTH))
  } catch {
    // Addresses are short here: the memory comes back later.
    return undefined
  }
}
