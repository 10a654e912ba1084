/**
 * A pointer in a folder that several processes change by compare-and-swap, without a lock that a dead one could hold.
 *
 * Its states are files with growing numbers, of which each is created once: who creates the one after the state that was read
 * has won. The pointer itself is a copy of the last state, which whoever comes by brings up to date.
 *
 * @module
 */

import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createWhole, nameUnfinished, writeUnfinished } from '../../base/whole-file.ts'
import type { ReadObject } from './place.ts'

/** The folder of the states, beside the pointers. */
export const STATES_FOLDER = '.states'

/** In the name of a copy that waits to become the pointer, behind the number of its state. */
const COPY = '.shown'
const COPIED = /^(\d+)\.shown\./

export interface PointerLog {
  read(): Promise<ReadObject | undefined>
  swap(bytes: Uint8Array, stamp: string | undefined): Promise<boolean>
}

/** What is there without a state, as in a folder that was copied, is the state with the number 0. */
export function pointerLog(path: string): PointerLog {
  const states = join(dirname(path), STATES_FOLDER, basename(path))
  const stateAt = (number: number): string => join(states, String(number))

  async function last(): Promise<number> {
    const names = (await orNone(readdir(states))) ?? []
    return Math.max(0, ...names.filter((name) => /^\d+$/.test(name)).map(Number))
  }

  /**
   * Copies the last state to where readers look; who dies before that has it done by the next who comes. Of several who do so
   * none puts an earlier state over a later one, be it held up for ever so long: each lays its copy beside the states and looks
   * once more which is the last, and removes the copies of earlier ones before it gives its own the pointer's name. Whoever
   * laid one down before that can't name it any more, and whoever does so after that sees the later state.
   */
  async function show(): Promise<ReadObject | undefined> {
    for (;;) {
      const number = await last()
      const shown = await orNone(readFile(path))
      if (number === 0) return shown && { bytes: shown, stamp: '0' }
      const bytes = await stateOf(number)
      if (bytes === undefined) continue
      if (shown !== undefined && bytes.equals(shown)) return { bytes, stamp: String(number) }
      const copy = await writeUnfinished(`${stateAt(number)}${COPY}`, bytes)
      const isLast = (await last()) === number
      if (isLast) await removeCopiesBefore(number)
      if (!isLast || !(await nameUnfinished(copy, path))) await rm(copy, { force: true })
    }
  }

  /** `undefined` where garbage was collected meanwhile, since there is a later one. */
  async function stateOf(number: number): Promise<Buffer | undefined> {
    try {
      return await readFile(stateAt(number))
    } catch (error) {
      if ((await last()) === number) throw error
      return undefined
    }
  }

  async function removeCopiesBefore(number: number): Promise<void> {
    for (const name of await readdir(states)) {
      const of = COPIED.exec(name)?.[1]
      if (of !== undefined && Number(of) < number) await rm(join(states, name), { force: true })
    }
  }

  return {
    read: show,
    async swap(bytes, stamp) {
      const before = await last()
      if (String(before) !== (stamp ?? '0')) return false
      const isMine = await createWhole(stateAt(before + 1), bytes)
      await show()
      return isMine
    },
  }
}

/** `undefined` where there is no such file. */
export async function orNone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
