/** File operations that are recorded, that fail, or that hang, over those of Node. @module */

import { basename } from 'node:path'
import { type FileOperations, nodeFiles, type OpenFile } from '../../src/store/keepsake/file-operations.ts'

/** One operation, before it is done. */
export interface Operation {
  readonly name: keyof FileOperations | Exclude<keyof OpenFile, never>
  /** The path that it is about; of an open file, the one by which it was opened. */
  readonly path: string
  /** Where a file is renamed to. */
  readonly to?: string | undefined
  /** The flags of an opening. */
  readonly flags?: number | undefined
  /** Where in the file, and how many bytes. */
  readonly position?: number | undefined
  readonly length?: number | undefined
}

/** Is asked before each operation: what it throws, the operation throws, and it may take its time. */
export type Meddler = (operation: Operation) => unknown

/** An error as the system makes it. */
export const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: made up by a test`), { code })

/** The file operations of Node, before each of which the meddler is asked. */
export function meddledFiles(meddle: Meddler): FileOperations {
  const asked = async (operation: Operation) => void (await meddle(operation))

  const openFile = (path: string, file: OpenFile): OpenFile => ({
    async read(into, offset, length, position) {
      await asked({ name: 'read', path, position, length })
      return file.read(into, offset, length, position)
    },
    async writev(from, position) {
      const length = from.reduce((sum, { byteLength }) => sum + byteLength, 0)
      await asked({ name: 'writev', path, position, length })
      return file.writev(from, position)
    },
    async sync() {
      await asked({ name: 'sync', path })
      return file.sync()
    },
    async stat() {
      await asked({ name: 'stat', path })
      return file.stat()
    },
    async close() {
      await file.close()
      await asked({ name: 'close', path })
    },
  })

  return {
    async open(path, flags, mode) {
      await asked({ name: 'open', path, flags })
      return openFile(path, await nodeFiles.open(path, flags, mode))
    },
    async mkdir(path, options) {
      await asked({ name: 'mkdir', path })
      return nodeFiles.mkdir(path, options)
    },
    async stat(path) {
      await asked({ name: 'stat', path })
      return nodeFiles.stat(path)
    },
    async lstat(path) {
      await asked({ name: 'lstat', path })
      return nodeFiles.lstat(path)
    },
    async readdir(path) {
      await asked({ name: 'readdir', path })
      return nodeFiles.readdir(path)
    },
    async rename(path, to) {
      await asked({ name: 'rename', path, to })
      return nodeFiles.rename(path, to)
    },
    async unlink(path) {
      await asked({ name: 'unlink', path })
      return nodeFiles.unlink(path)
    },
  }
}

/** Whether the operation is about a file that isn't whole yet. */
export const isOfUnfinished = ({ path }: Operation): boolean => basename(path).startsWith('unfinished-')
