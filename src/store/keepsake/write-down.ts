/** Writes generations and notes into the folder of a keepsake, and removes the generations that they replace. @module */

import { join } from 'node:path'
import { makeFolders } from './folder.ts'
import type { GenerationHeader } from './keepsake.ts'
import { folderOf, type KeepsakePlace } from './look-up.ts'
import { generationsAmong, NOTES, nextGeneration } from './names.ts'
import { type Retention, surplus } from './sweep.ts'
import { unfinishedNames } from './unfinished.ts'
import { writeWhole } from './write-whole.ts'

/** What goes into a file: its head, and where it has one, its payload. */
export interface Sheet {
  readonly head: Uint8Array
  readonly payload: Uint8Array
}

export interface Desk {
  /** Resolves when the disk has the generation. */
  writeGeneration(digest: GenerationHeader['digest'], sheet: Sheet): Promise<void>
  /** Resolves when the disk has the notes. */
  writeNotes(sheet: Sheet): Promise<void>
}

export function deskAt(place: KeepsakePlace, keeping: () => Retention): Desk {
  const { files } = place
  const folder = folderOf(place)
  const unfinished = unfinishedNames()
  let isMade = false

  /** Makes the folder before the first write, and again after one that failed: it may have been removed. */
  async function inFolder(write: () => Promise<void>): Promise<void> {
    if (!isMade) await makeFolders(files, place.dir, place.name)
    isMade = false
    await write()
    isMade = true
  }

  async function removeSurplus(): Promise<void> {
    const present = generationsAmong(await files.readdir(folder))
    for (const { file } of surplus(present, keeping())) await files.unlink(join(folder, file)).catch(() => {})
  }

  return {
    writeGeneration: (digest, { head, payload }) =>
      inFolder(async () => {
        const present = generationsAmong(await files.readdir(folder))
        const name = nextGeneration(present, digest)
        await writeWhole(files, { folder, name, unfinished: unfinished.generation, parts: [head, payload] })
        // What can't be removed now is removed with the next one.
        await removeSurplus().catch(() => {})
      }),
    writeNotes: ({ head }) =>
      inFolder(() => writeWhole(files, { folder, name: NOTES, unfinished: unfinished.notes, parts: [head] })),
  }
}
