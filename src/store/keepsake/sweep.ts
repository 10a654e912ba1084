/** Removes what nobody needs any more: files left unfinished, and generations beyond those that are kept. @module */

import { join } from 'node:path'
import type { FileOperations } from './file-operations.ts'
import { type GenerationName, shortDigest } from './names.ts'
import { isAbandoned, isUnfinished } from './unfinished.ts'

/** Removes what processes that died have left unfinished, and returns how many files that were. */
export async function sweepUnfinished(
  files: FileOperations,
  folder: string,
  names: readonly string[],
): Promise<number> {
  let swept = 0
  for (const name of names.filter(isUnfinished)) {
    const path = join(folder, name)
    try {
      if (!isAbandoned(name, (await files.lstat(path)).mtimeMs)) continue
      await files.unlink(path)
      swept += 1
    } catch {
      // Somebody else has swept it, or nobody may remove anything here. The next start looks again.
    }
  }
  return swept
}

/** What is kept of the generations of a folder. */
export interface Retention {
  readonly keep: number
  /** Digests of payloads that are kept beyond `keep`. */
  readonly spared: readonly string[]
  /** The files that turned out to be damaged. */
  readonly damaged: ReadonlySet<string>
}

/**
 * The generations that are kept no longer, of all, the last one first. Of one payload there is one generation, and a damaged
 * one takes no place.
 */
export function surplus(
  all: readonly GenerationName[],
  { keep, spared, damaged }: Retention,
): GenerationName[] {
  const isSpared = new Set(spared.map(shortDigest))
  const payloads = new Set<string>()
  return all.filter(({ file, digest }) => {
    if (damaged.has(file) || payloads.has(digest)) return true
    if (payloads.size >= keep && !isSpared.has(digest)) return true
    payloads.add(digest)
    return false
  })
}
