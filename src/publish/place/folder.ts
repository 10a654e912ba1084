/** A folder as a place: for one machine, for a disk that several mount, and behind any web server. @module */

import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fieldOf, TermError, type TermErrorCode } from '../../base/errors.ts'
import { createWhole, isLeftUnfinished } from '../../base/whole-file.ts'
import { CLOCK, type StoredObject, type WritablePlace } from './place.ts'
import { orNone, pointerLog } from './pointer-log.ts'

const CODES: Readonly<Record<string, TermErrorCode>> = { EACCES: 'ERR_TERM_DENIED', EPERM: 'ERR_TERM_DENIED' }

/** @param root - an absolute path */
export function folderPlace(root: string): WritablePlace {
  const pathOf = (name: string): string => join(root, name)
  const isPointer = (name: string): boolean => /^[^/]+\/[^/]+\.json$/.test(name)

  async function told<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (cause) {
      const code = String(fieldOf(cause, 'code'))
      throw new TermError(CODES[code] ?? 'ERR_TERM_STORE', `the folder ${root}: ${code}`, { cause })
    }
  }

  async function readObject(name: string) {
    const bytes = await orNone(readFile(pathOf(name)))
    return bytes && { bytes, stamp: '' }
  }

  async function entries(below: string): Promise<StoredObject[]> {
    const names = (await orNone(readdir(pathOf(below)))) ?? []
    return objectsOf(names.map((name) => below + name))
  }

  async function objectsOf(names: readonly string[]): Promise<StoredObject[]> {
    const found = await Promise.all(
      names.map(async (name) => {
        const facts = await orNone(stat(pathOf(name)))
        return facts?.isFile() ? [{ name, size: facts.size, modifiedAt: facts.mtimeMs }] : []
      }),
    )
    return found.flat()
  }

  async function unfinished(term: string): Promise<StoredObject[]> {
    const ofTerm = (await orNone(readdir(pathOf(term), { recursive: true }))) ?? []
    const clocks = ((await orNone(readdir(root))) ?? []).filter((name) => name.startsWith(CLOCK))
    const names = ofTerm.filter(isLeftUnfinished).map((name) => `${term}/${name.replaceAll(sep, '/')}`)
    return objectsOf([...names, ...clocks])
  }

  return {
    name: `file:${root}`,
    isThere: async () => (await told(orNone(stat(root)))) !== undefined,
    read: (name) => told(isPointer(name) ? pointerLog(pathOf(name)).read() : readObject(name)),
    create: (name, bytes) => told(createWhole(pathOf(name), bytes)),
    swap: (name, bytes, stamp) => told(pointerLog(pathOf(name)).swap(bytes, stamp)),
    list: (below) => told(entries(below)),
    unfinished: (term) => told(unfinished(term)),
    remove: (name) => told(rm(pathOf(name), { force: true })),
    // That of a disk over the network may be another than ours.
    now: () => told(clockOf(root)),
    close: () => {},
  }
}

async function clockOf(root: string): Promise<number> {
  const path = join(root, `${CLOCK}${randomUUID()}`)
  try {
    await createWhole(path, new Uint8Array())
    return (await stat(path)).mtimeMs
  } finally {
    await rm(path, { force: true })
  }
}
