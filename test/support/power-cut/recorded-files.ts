/** File operations of Node that write down what they have done to the disk, in their order. @module */

import { constants } from 'node:fs'
import { dirname, relative } from 'node:path'
import { type FileOperations, nodeFiles, type OpenFile } from '../../../src/store/keepsake/file-operations.ts'

/** What was done to a disk. Paths are seen from the root; a file is known by its number. */
export type Deed =
  | { readonly type: 'mkdir'; readonly path: string }
  | { readonly type: 'create'; readonly path: string; readonly file: number }
  | { readonly type: 'write'; readonly file: number; readonly bytes: Buffer; readonly position: number }
  | { readonly type: 'sync'; readonly file: number }
  | { readonly type: 'sync-folder'; readonly path: string }
  | { readonly type: 'rename'; readonly path: string; readonly to: string }
  | { readonly type: 'unlink'; readonly path: string }
  /** Not of the disk: somebody was told that what was given so many times is safe. */
  | { readonly type: 'promised'; readonly what: number }

export interface RecordedFiles extends FileOperations {
  readonly deeds: Deed[]
}

export function recordedFiles(root: string): RecordedFiles {
  const deeds: Deed[] = []
  const seen = (path: string) => relative(root, path)
  let files = 0

  const recorded = (file: OpenFile, number: number): OpenFile => ({
    read: (...given) => file.read(...given),
    stat: () => file.stat(),
    close: () => file.close(),
    async writev(from, position) {
      const bytes = Buffer.concat(from)
      const result = await file.writev(from, position)
      deeds.push({ type: 'write', file: number, bytes, position })
      return result
    },
    async sync() {
      await file.sync()
      deeds.push({ type: 'sync', file: number })
    },
  })

  return {
    ...nodeFiles,
    deeds,
    async open(path, flags, mode) {
      const file = await nodeFiles.open(path, flags, mode)
      if ((flags & constants.O_CREAT) !== 0) {
        files += 1
        deeds.push({ type: 'create', path: seen(path), file: files })
        return recorded(file, files)
      }
      const sync = async () => {
        await file.sync()
        deeds.push({ type: 'sync-folder', path: seen(path) })
      }
      return { ...recorded(file, 0), sync }
    },
    async mkdir(path, options) {
      const first = await nodeFiles.mkdir(path, options)
      const made: string[] = []
      for (let at = path; first !== undefined; at = dirname(at)) {
        made.unshift(at)
        if (at === first) break
      }
      deeds.push(...made.map((each): Deed => ({ type: 'mkdir', path: seen(each) })))
      return first
    },
    async rename(path, to) {
      await nodeFiles.rename(path, to)
      deeds.push({ type: 'rename', path: seen(path), to: seen(to) })
    },
    async unlink(path) {
      await nodeFiles.unlink(path)
      deeds.push({ type: 'unlink', path: seen(path) })
    },
  }
}
