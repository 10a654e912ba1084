/** Writes generations and notes into the folder of a keepsake, and removes the generations that they replace. @module */

import { join } from 'node:path'
import { checkFolders, makeFolders } from './folder.ts'
import { folderOf, type KeepsakePlace } from './look-up.ts'
import { generationsAmong, NOTES, nextGeneration } from './names.ts'
import { type Retention, surplus } from './sweep.ts'
import { unfinishedNames } from './unfinished.ts'
import { writeWhole } from './write-whole.ts'

/** What goes into a file. */
export interface Sheet {
  readonly head: Uint8Array
  /** Empty for notes. */
  readonly payload: Uint8Array
  /** The digest of the payload of a generation. */
  readonly digest: string | undefined
}

/** Makes the function that writes a sheet, and resolves when the disk has it. */
export function writerAt(place: KeepsakePlace, retention: () => Retention): (sheet: Sheet) => Promise<void> {
  const { files } = place
  const folder = folderOf(place)
  const unfinished = unfinishedNames()
  let isMade = false

  const writeNotes = (parts: readonly Uint8Array[]) =>
    writeWhole(files, { folder, name: NOTES, unfinished: unfinished.notes, parts })

  async function writeGeneration(parts: readonly Uint8Array[], digest: string): Promise<void> {
    const present = await files.readdir(folder)
    const name = nextGeneration(generationsAmong(present), digest)
    await writeWhole(files, { folder, name, unfinished: unfinished.generation, parts })
    // What can't be removed now is removed with the next one, as is what others wrote meanwhile.
    for (const { file } of surplus(generationsAmong([...new Set([...present, name])]), retention()))
      await files.unlink(join(folder, file)).catch(() => {})
  }

  return async ({ head, payload, digest }) => {
    const isThere = isMade
    // After a failure it is made again: somebody may have removed it.
    isMade = false
    // What was a folder may be a link by now, which leads elsewhere.
    await (isThere ? checkFolders : makeFolders)(files, place.dir, place.name)
    await (digest === undefined ? writeNotes([head]) : writeGeneration([head, payload], digest))
    isMade = true
  }
}
