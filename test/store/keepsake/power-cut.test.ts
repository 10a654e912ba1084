/**
 * After a power cut at any moment a keepsake holds the payload of before or the next one, and what was promised.
 *
 * Real writes are recorded, every state that the disk may then be in is made, and read by a keepsake of its own.
 *
 * @module
 */

import { constants } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileOperations } from '../../../src/store/keepsake/file-operations.ts'
import { folderOfTest, testKeepsake } from '../../support/keepsakes.ts'
import { type DiskState, statesAfterPowerCut } from '../../support/power-cut/disk-states.ts'
import { type RecordedFiles, recordedFiles } from '../../support/power-cut/recorded-files.ts'

const { signal } = new AbortController()

interface Recording {
  readonly keep: number
  readonly generations: number
  readonly notes: number
  /** Changes the operations on their way to the recorder. */
  readonly flaw?: (files: RecordedFiles, root: string) => FileOperations
}

/** Writes generations and notes, each when the one before it is safe, and returns what was done to the disk. */
async function recording({ keep, generations, notes, flaw = (files) => files }: Recording) {
  const root = await folderOfTest()
  const recorder = recordedFiles(root)
  const dir = join(root, 'of', 'service')
  const keepsake = testKeepsake(dir, { keep, files: flaw(recorder, root) })
  for (let number = 1; number <= generations; number++) {
    expect(await keepsake.store(textOf(number))).toBe(true)
    recorder.deeds.push({ type: 'promised', what: number })
  }
  for (let number = 1; number <= notes; number++) {
    expect(await keepsake.noteNow({ number }, signal)).toBe(true)
    recorder.deeds.push({ type: 'promised', what: number })
  }
  return recorder.deeds
}

const textOf = (number: number): string => `${number}`.repeat(100)

/** What a keepsake finds in a state of the disk: the number of the last generation, and of the notes. */
async function foundIn({ folders, files }: DiskState, root: string) {
  const place = await mkdtemp(join(root, 'state-'))
  for (const folder of folders) await mkdir(join(place, folder), { mode: 0o700 })
  for (const [path, bytes] of files) {
    // The folder's own name may be lost, though that of the file isn't.
    if (folders.includes(dirname(path))) await writeFile(join(place, path), bytes, { mode: 0o600 })
  }
  const keepsake = testKeepsake(join(place, 'of', 'service'))
  const [text] = await keepsake.texts()
  const { notes } = await keepsake.open(signal)
  await rm(place, { recursive: true })
  return { generation: text === undefined ? 0 : Number(text[0]), notes: Number(notes?.number ?? 0) }
}

/** The states in which less is found than was promised, of all that there may be. */
async function losses(what: 'generation' | 'notes', recorded: Recording, most = Infinity) {
  const root = await folderOfTest()
  let states = 0
  const lost: string[] = []
  for (const state of statesAfterPowerCut(await recording(recorded))) {
    if (lost.length >= most) break
    states += 1
    const found = (await foundIn(state, root))[what]
    if (found < state.promised) lost.push(`${found} instead of ${state.promised}`)
    expect(found).toBeLessThanOrEqual(state.promised + 1)
  }
  return { states, lost }
}

const BOTH = [
  ['generation', { keep: 2, generations: 4, notes: 0 }],
  ['generation', { keep: 1, generations: 3, notes: 0 }],
  ['notes', { keep: 1, generations: 0, notes: 3 }],
] as const

describe('P25: a power cut', () => {
  it.each(BOTH)('loses no %s that was promised, and damages none: %j', async (what, recorded) => {
    const { states, lost } = await losses(what, recorded)
    expect(states).toBeGreaterThan(40)
    expect(lost).toEqual([])
  })
})

const isFolder = (flags: number): boolean => (flags & constants.O_CREAT) === 0

/** Lets `sync` do nothing, of folders or of files. */
const withoutSync =
  (of: 'folders' | 'files') =>
  (files: RecordedFiles): FileOperations => ({
    ...files,
    async open(path, flags, mode) {
      const file = await files.open(path, flags, mode)
      return isFolder(flags) === (of === 'folders') ? { ...file, sync: async () => {} } : file
    },
  })

/** Writes into the notes themselves. */
const inPlace = (files: RecordedFiles): FileOperations => {
  const moved = (path: string) => (path.endsWith('-notes') ? join(dirname(path), 'notes') : path)
  return {
    ...files,
    open: async (path, flags, mode) => {
      const isMoved = moved(path) !== path
      return files.open(
        moved(path),
        isMoved ? constants.O_CREAT | constants.O_RDWR | constants.O_TRUNC : flags,
        mode,
      )
    },
    rename: async (from, to) => (moved(from) === from ? files.rename(from, to) : undefined),
  }
}

/** Makes room before there is something to put into it. */
const removingFirst = (files: RecordedFiles): FileOperations => ({
  ...files,
  async open(path, flags, mode) {
    const folder = dirname(path)
    if (!isFolder(flags)) for (const file of await readdir(folder)) await files.unlink(join(folder, file))
    return files.open(path, flags, mode)
  },
})

describe('the states of the disk', () => {
  it.each([
    ['generation', 'files that are never synced', withoutSync('files')],
    ['generation', 'folders that are never synced', withoutSync('folders')],
    ['generation', 'earlier generations that are removed first', removingFirst],
    ['notes', 'files that are never synced', withoutSync('files')],
    ['notes', 'folders that are never synced', withoutSync('folders')],
    ['notes', 'notes that are rewritten in place', inPlace],
  ] as const)('show what of the %s is lost by %s', async (what, _, flaw) => {
    const written = what === 'notes' ? { generations: 0, notes: 3 } : { generations: 3, notes: 0 }
    const { lost } = await losses(what, { keep: 1, ...written, flaw }, 1)
    expect(lost).toHaveLength(1)
  })
})
