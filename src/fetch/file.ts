/** A fetcher of a file, safe against one that is replaced or rewritten while it is read. @module */

import { constants, type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { type Stage, TermError, type TermErrorCode, toTermError } from '../errors.ts'
import { checkBodySize } from './body-size.ts'
import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { readWhole, type Stamp, stampOf } from './file-handle.ts'

// Opening a pipe without O_NONBLOCK would wait for a writer, in one of the few threads that Node has for files.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

const CODES: { readonly [errno: string]: TermErrorCode } = {
  ENOENT: 'ERR_TERM_NOT_FOUND',
  EACCES: 'ERR_TERM_DENIED',
  EPERM: 'ERR_TERM_DENIED',
}

/**
 * Delivers the file at `path` whenever it looks different: by its times, its size, or its inode.
 *
 * Writers do best to write beside it and rename; a file that changes while it is read is refused with
 * `ERR_TERM_TRUNCATED` and read again at the next attempt.
 *
 * @throws TypeError if `path` is neither a path nor a `file:` URL.
 */
export function file(path: string | URL): Fetcher {
  const location = locationOf(path)
  return {
    name: `file ${location}`,
    async probe(known, context) {
      const handle = await open(location, FLAGS).catch((thrown) => {
        throw failure(thrown, location, 'probe')
      })
      try {
        return await probeHandle(handle, known, context, location)
      } catch (thrown) {
        await handle.close()
        throw failure(thrown, location, 'probe')
      }
    },
  }
}

async function probeHandle(
  handle: FileHandle,
  known: Known | undefined,
  context: FetchContext,
  location: string,
): Promise<Probe> {
  const stamp = await stampOf(handle)
  if (stamp === undefined) {
    throw new TermError('ERR_TERM_PROTOCOL', `${location} is not a regular file`, { stage: 'probe' })
  }
  if (isSame(known, stamp)) {
    await handle.close()
    return { changed: false }
  }
  checkBodySize(stamp.size, context)
  // An attempt that ends before the body is opened must not leave the file open; there is nobody to tell if that fails.
  const release = () => void handle.close().catch(() => undefined)
  if (context.signal.aborted) release()
  else context.signal.addEventListener('abort', release, { once: true })
  return {
    changed: true,
    version: `${stamp.mtimeNs}-${stamp.ctimeNs}-${stamp.size}-${stamp.ino}`,
    size: stamp.size,
    known: { ...stamp },
    async open(signal) {
      context.signal.removeEventListener('abort', release)
      try {
        return await readWhole(handle, stamp, signal)
      } catch (thrown) {
        throw failure(thrown, location, 'download')
      } finally {
        await handle.close()
      }
    },
  }
}

const isSame = (known: Known | undefined, stamp: Stamp): boolean =>
  known !== undefined && Object.entries(stamp).every(([key, value]) => known[key] === value)

function failure(thrown: unknown, location: string, stage: Stage): TermError {
  const errno = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason'
  return toTermError(thrown, CODES[errno] ?? 'ERR_TERM_FETCH', `${location} can't be read (${errno})`, {
    stage,
  })
}

function locationOf(path: unknown): string {
  if (path instanceof URL && path.protocol === 'file:') return fileURLToPath(path)
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return path
  const kind = path instanceof URL ? `a URL of ${path.protocol}` : `${inspect(path)} (${typeof path})`
  throw new TypeError(`Expected \`path\` to be a path or a \`file:\` URL, got ${kind}`)
}
