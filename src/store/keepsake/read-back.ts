/** Reads a keepsake back for who waits for it: in turns, in time, and with what is wrong told. @module */

import type { Found, Generation } from './keepsake.ts'
import { type KeepsakePlace, lookUp, readGeneration, type Told, type Unread } from './look-up.ts'
import { passOver } from './pass-over.ts'
import type { Alive } from './read-file.ts'
import { diskTurns } from './turns.ts'
import { whileAlive } from './while-alive.ts'

const inPrivate = (size: number): Uint8Array => new Uint8Array(size)

/**
 * Makes the function that opens the keepsake. `silence` is for how many ms the disk may say nothing; `damaged` are the files
 * that were found to be so.
 */
export function readerAt(
  place: KeepsakePlace,
  told: Told,
  silence: number,
  damaged: ReadonlySet<string>,
): (signal: AbortSignal) => Promise<Found> {
  /** What the work finds; `undefined` where it fails or is too slow, which is told, or is called off, which isn't. */
  async function inTime<T>(
    file: string | undefined,
    work: (alive: Alive) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    try {
      const outcome = await whileAlive(diskTurns.read, work, { silence, signal })
      if ('result' in outcome) return outcome.result
      if (outcome.unfinished === 'too-slow') throw passOver('too-slow')
    } catch (error) {
      told.ignored(file, error)
    }
    return undefined
  }

  const generationOf = (unread: Unread): Generation => ({
    header: unread.header,
    size: unread.size,
    bytes: (signal, allocate = inPrivate, filled = () => {}) =>
      inTime(unread.file, (alive) => readGeneration(place, unread, { allocate, alive, filled }), signal),
  })

  return async (signal) => {
    const found = await inTime(undefined, (alive) => lookUp(place, told, alive), signal)
    const whole = (found?.generations ?? []).filter(({ file }) => !damaged.has(file))
    return { generations: whole.map(generationOf), notes: found?.notes }
  }
}
