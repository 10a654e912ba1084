/** The operations of a file system that a keepsake needs: by default Node's own, in tests such as fail, hang or are recorded. @module */

import type { Stats } from 'node:fs'
import * as node from 'node:fs'
import { promisify } from 'node:util'

/** An open file, or an open folder, of which only `sync` and `close` make sense. */
export interface OpenFile {
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  /** Writes these one after the other, or a part of them. */
  writev(from: readonly Uint8Array[], position: number): Promise<{ bytesWritten: number }>
  /** Resolves once the disk has what was written, or what was named in the folder. */
  sync(): Promise<void>
  stat(): Promise<Stats>
  close(): Promise<void>
}

export interface FileOperations {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>
  /** Makes a folder and those above it. Resolves to the first that it made. */
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<string | undefined>
  stat(path: string): Promise<Stats>
  /** As `stat`, but of a link itself. */
  lstat(path: string): Promise<Stats>
  readdir(path: string): Promise<string[]>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

const open = promisify(node.open)
const read = promisify(node.read)
const writev = promisify(node.writev)
const sync = promisify(node.fsync)
const stat = promisify(node.fstat)
const close = promisify(node.close)

const openFile = (descriptor: number): OpenFile => ({
  read: (into, offset, length, position) => read(descriptor, into, offset, length, position),
  writev: (from, position) => writev(descriptor, from, position),
  sync: () => sync(descriptor),
  stat: () => stat(descriptor),
  close: () => close(descriptor),
})

/** Those of `node:fs`: handles of `node:fs/promises` take a sixth more of the main thread for a write. */
export const nodeFiles: FileOperations = {
  open: async (path, flags, mode) => openFile(await open(path, flags, mode)),
  mkdir: promisify(node.mkdir),
  stat: promisify(node.stat),
  lstat: promisify(node.lstat),
  readdir: promisify(node.readdir),
  rename: promisify(node.rename),
  unlink: promisify(node.unlink),
}
