/** The disk of a world: real folders, which are damaged, taken away, given back, and copied as a death leaves them. @module */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const HARMS = ['truncated', 'emptied', 'flipped', 'deleted', 'folder'] as const
export type Harm = (typeof HARMS)[number]

export interface WorldDisk {
  /** Where terms keep what they have. */
  readonly dir: string
  readonly isAway: boolean
  takeAway(): void
  giveBack(): void
  /** Goes on with a copy of what is there at this moment; the folder before is left to the process that has died. */
  die(): void
  /** Harms one of the files of a term. */
  harm(term: string, file: number, harm: Harm): void
  end(): void
}

// What a disk has to lose power for is tested elsewhere: here files are real, and quick where a file system in memory is.
const SHELF = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function worldDisk(): WorldDisk {
  const root = mkdtempSync(join(SHELF, 'everterm-world-'))
  let lives = 0
  let isAway = false
  const dirOf = () => join(root, `life${lives}`)

  return {
    get dir() {
      return dirOf()
    },
    get isAway() {
      return isAway
    },
    // Nothing can be made, found or written where a file stands for a folder; which holds for root as well.
    takeAway() {
      if (isAway) return
      isAway = true
      if (existsSync(dirOf())) renameSync(dirOf(), `${dirOf()}.away`)
      writeFileSync(dirOf(), '')
    },
    giveBack() {
      if (!isAway) return
      isAway = false
      rmSync(dirOf())
      if (existsSync(`${dirOf()}.away`)) renameSync(`${dirOf()}.away`, dirOf())
    },
    die() {
      const before = dirOf()
      lives += 1
      for (const each of ['', '.away']) {
        if (existsSync(before + each)) copy(before + each, dirOf() + each)
      }
    },
    harm(term, file, harm) {
      const folder = join(dirOf() + (isAway ? '.away' : ''), `${term}+`)
      const files = existsSync(folder) ? readdirSync(folder).sort() : []
      const path = join(folder, files[file % files.length] ?? '')
      if (files.length > 0) HARM[statSync(path).isDirectory() ? 'deleted' : harm](path)
    },
    end: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** Files may come and go while they are copied, if the process still works. */
function copy(from: string, to: string, tries = 5): void {
  try {
    cpSync(from, to, { recursive: true })
  } catch (error) {
    if (tries === 0) throw error
    rmSync(to, { recursive: true, force: true })
    copy(from, to, tries - 1)
  }
}

const sizeOf = (path: string) => readFileSync(path).byteLength

const HARM: Readonly<Record<Harm, (path: string) => void>> = {
  truncated: (path) => truncateSync(path, Math.floor(sizeOf(path) / 2)),
  emptied: (path) => truncateSync(path, 0),
  flipped(path) {
    const bytes = readFileSync(path)
    const at = Math.floor(bytes.byteLength / 2)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
  },
  deleted: (path) => rmSync(path, { recursive: true }),
  folder(path) {
    rmSync(path, { recursive: true })
    mkdirSync(path)
  },
}

/** What Node calls the work on files that is under way. */
const FILE_WORK = new Set(['FSReqPromise', 'FSReqCallback', 'CloseReq'])

/** Waits until no work on files is under way, nor begins in the next turns. */
export async function diskAtRest(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (process.getActiveResourcesInfo().some((name) => FILE_WORK.has(name))) quiet = -1
  }
}
