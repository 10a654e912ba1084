/** Takes a place for a socket in the file system: free, or left behind by a process that was ended by force; nothing else. @module */

import { once } from 'node:events'
import { closeSync, lstatSync, openSync, rmSync, unlinkSync } from 'node:fs'
import { connect } from 'node:net'

/** The system keeps the path of a socket in a field of so many bytes, and some cut what is longer. */
const LONGEST_PATH = process.platform === 'darwin' ? 103 : 107
/** Whoever holds a place for so long was ended amid it: it takes some milliseconds. */
const STALE_MS = 10_000

/** What is wrong with the path of a socket; `undefined` for nothing. */
export function socketPathFault(path: string): string | undefined {
  const size = Buffer.byteLength(path)
  return size > LONGEST_PATH
    ? `expected the path of a socket to have at most ${LONGEST_PATH} bytes, as the system has it; ${path} has ${size}`
    : undefined
}

/**
 * Calls `bind` when the place is free; nobody else of ours takes or clears it meanwhile.
 *
 * @throws Error that names the path: `EADDRINUSE` where another process is there, or is just coming; `EEXIST` for a file
 */
export async function atSocketPlace(path: string, bind: () => Promise<unknown>): Promise<void> {
  const fault = socketPathFault(path)
  if (fault !== undefined) throw placeError('ENAMETOOLONG', fault)
  // A pipe of Windows is no file.
  if (process.platform === 'win32') return void (await bind())
  const release = hold(path)
  try {
    await clear(path)
    await bind()
  } finally {
    release()
  }
}

/** Holds the place: two that find the same dead socket would else each take the other's away. */
function hold(path: string): () => void {
  const lock = `${path}.lock`
  if (Date.now() - (statOf(lock)?.mtimeMs ?? Date.now()) > STALE_MS) rmSync(lock, { force: true })
  try {
    closeSync(openSync(lock, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw placeError('EADDRINUSE', `another process is just taking the socket ${path}`)
  }
  return () => rmSync(lock, { force: true })
}

/** Takes away a socket that nobody listens at any more. */
async function clear(path: string): Promise<void> {
  const there = statOf(path)
  if (there === undefined) return
  if (!there.isSocket()) {
    const what = there.isSymbolicLink() ? 'a symbolic link' : there.isDirectory() ? 'a folder' : 'a file'
    throw placeError(
      'EEXIST',
      `${path} is ${what}, and no socket: it stays; name another path for the socket`,
    )
  }
  const socket = connect(path)
  try {
    await once(socket, 'connect')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') return unlinkSync(path)
    throw error
  } finally {
    socket.destroy()
  }
  throw placeError('EADDRINUSE', `another process listens at the socket ${path}`)
}

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false })

const placeError = (code: string, message: string): Error =>
  Object.assign(new Error(`${code}: ${message}`), { code })
