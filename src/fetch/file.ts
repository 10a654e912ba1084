/** Fetches a file: it may be replaced or rewritten while it is read, and a watch on its folders tells when it is. @module */

import { type FileHandle, open } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { fieldOf, type Stage, TermError, type TermErrorCode, toTermError } from '../base/errors.ts'
import { OPEN } from '../base/open-flags.ts'
import { patience } from '../base/patience.ts'
import { unexpected } from '../base/unexpected.ts'
import { checkBodySize } from './contract/body-size.ts'
import { directBody } from './contract/direct.ts'
import type { BringProof, FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { proofBesideFile } from './file/proof.ts'
import { readWhole, type Stamp, stampAtRest, stampName, stampOfHandle } from './file/stamp.ts'
import { type FileWatch, type Sight, watchFile } from './file/watch.ts'

const CODES: { readonly [errno: string]: TermErrorCode } = {
  ENOENT: 'ERR_TERM_NOT_FOUND',
  EACCES: 'ERR_TERM_DENIED',
  EPERM: 'ERR_TERM_DENIED',
}

/** A body that nobody has begun to read by then, in ms, holds no file any longer. */
const UNREAD_MS = 10_000

/**
 * Delivers the file at `path` whenever it looks different: by its times, its size, or its inode. Its folder is watched,
 * and so are those of the links that lead to it, as in a ConfigMap of Kubernetes; polling goes on beside it.
 *
 * Writers do best to write beside it and rename. A file that was written within the last 50 ms is waited for, up to 1 s;
 * one that changes while it is read is refused with `ERR_TERM_TRUNCATED` and read again at the next attempt.
 *
 * @throws TypeError if `path` is neither a path nor a `file:` URL, or options are given: it has none.
 */
export function file(path: string | URL): Fetcher
export function file(path: string | URL, options?: unknown): Fetcher {
  // An index is let through: `paths.map(file)`.
  if (typeof options === 'object' && options !== null)
    throw unexpected(
      'file',
      'options',
      'left out',
      options,
      'how often to look is `refreshInterval` of the term',
    )
  const location = locationOf(path)
  const watches = new Set<FileWatch>()
  let sight: Sight
  const see = (seen: Sight) => {
    if (seen === sight) return
    sight = seen
    for (const watch of watches) watch.again()
  }
  return {
    name: `file ${location}`,
    async probe(known, context) {
      const handle = await open(location, OPEN).catch((thrown) => {
        see(null)
        throw failure(thrown, location, 'probe')
      })
      try {
        const stamp = await stampOfHandle(handle)
        const answer = await probeHandle(handle, stamp, known, context, location)
        see(answer.changed ? answer.version : stamp && stampName(stamp))
        return answer
      } catch (thrown) {
        await handle.close()
        throw failure(thrown, location, 'probe')
      }
    },
    watch(hint) {
      const watch = watchFile(location, () => sight, hint)
      watches.add(watch)
      return () => {
        watches.delete(watch)
        watch.end()
      }
    },
  }
}

async function probeHandle(
  handle: FileHandle,
  found: Stamp | undefined,
  known: Known | undefined,
  context: FetchContext,
  location: string,
): Promise<Probe> {
  const bring = proofBesideFile(location, context.proof)
  const proof: BringProof | undefined =
    bring &&
    ((signal) =>
      bring(signal).catch((thrown: unknown) => {
        throw failure(thrown, location, 'download')
      }))
  if (found !== undefined && isSame(known, found)) {
    await handle.close()
    return { changed: false, proof }
  }
  const stamp = found && (await stampAtRest(handle, found, context.signal))
  if (stamp === undefined) {
    throw new TermError('ERR_TERM_PROTOCOL', `${location} is not a regular file`, { stage: 'probe' })
  }
  checkBodySize(stamp.size, context)
  // An attempt that ends before the body is opened must not leave the file open; there is nobody to tell if that fails.
  const release = () => void handle.close().catch(() => undefined)
  if (context.signal.aborted) release()
  else context.signal.addEventListener('abort', release, { once: true })
  return {
    changed: true,
    version: stampName(stamp),
    size: stamp.size,
    known: { ...stamp },
    proof,
    open(signal) {
      const end = patience(UNREAD_MS, release)
      return directBody(async function* (allocate) {
        end()
        context.signal.removeEventListener('abort', release)
        try {
          const memory = allocate(stamp.size)
          await readWhole(memory, handle, stamp, signal)
          yield memory
        } catch (thrown) {
          throw failure(thrown, location, 'download')
        } finally {
          await handle.close()
        }
      })
    },
  }
}

const isSame = (known: Known | undefined, stamp: Stamp): boolean =>
  known !== undefined && Object.entries(stamp).every(([key, value]) => known[key] === value)

function failure(thrown: unknown, location: string, stage: Stage): TermError {
  const errno = String(fieldOf(thrown, 'code') ?? 'unknown reason')
  return toTermError(thrown, CODES[errno] ?? 'ERR_TERM_FETCH', `${location} can't be read (${errno})`, {
    stage,
  })
}

// As text these are no paths; what else has a colon may be one.
const SCHEME = /^(https?|s3|file):\/\//i

const HINTS: Readonly<Record<string, string>> = {
  http: 'for a URL `http(...)`',
  https: 'for a URL `http(...)`',
  s3: 'for an object of S3 `s3({ bucket, key })`',
  file: 'as `new URL(...)`',
}

/** @throws TypeError on a URL of another machine, or with a `%` that begins no byte or stands for a slash */
function pathOf(href: string): string {
  try {
    return fileURLToPath(href)
  } catch {
    throw unexpected('file', 'path', 'a `file:` URL of this machine, in percent-encoding', href)
  }
}

function locationOf(path: unknown): string {
  const scheme = typeof path === 'string' ? SCHEME.exec(path)?.[1]?.toLowerCase() : undefined
  if (typeof path === 'string' && path !== '' && !path.includes('\0') && scheme === undefined) return path
  // A URL is known by its shape: another realm has a class of its own for it.
  const { protocol, href } = Object(path) as Partial<URL>
  if (protocol === 'file:' && href !== undefined) return pathOf(href)
  const got = typeof path === 'object' && protocol !== undefined ? `a URL of ${protocol}` : path
  throw unexpected(
    'file',
    'path',
    'a path or a `file:` URL',
    got,
    HINTS[scheme ?? protocol?.slice(0, -1) ?? ''],
  )
}
