/**
 * Facts that the processes of a host keep in a folder they have in common: each is a file that is created or removed, and
 * never written over, so that nobody loses what another has written at the same moment.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import { replaceWhole } from '../../base/whole-file.ts'

export interface KeptFact<T> {
  readonly name: string
  readonly fact: T
}

export interface KeptFacts<T> {
  /** The earliest first. */
  all(): Promise<readonly KeptFact<T>[]>
  /** @returns the name, or `undefined` where the disk fails, or is none */
  add(fact: T): Promise<string | undefined>
  remove(names: Iterable<string>): Promise<void>
}

/** Of each kind; what is earlier is forgotten. */
export const MOST_FACTS = 64

/** What the pattern of names takes: of files with higher numbers, which somebody else has made, nothing is taken. */
const HIGHEST = 10 ** 15 - 1
/** Others can't change so many facts while one looks at them, but for a disk that lies. */
const MOST_TRIES = 20

/** @param folder - `undefined`: nothing is kept */
export function keptFacts<T>(
  folder: string | undefined,
  kind: string,
  isFact: (value: unknown) => value is T,
): KeptFacts<T> {
  if (folder === undefined) return { all: async () => [], add: async () => undefined, remove: async () => {} }
  const dir: string = folder
  const pattern = new RegExp(`^${kind}-(\\d{1,15})-[\\da-f]+\\.json$`)
  const numberOf = (name: string): number => Number(pattern.exec(name)?.[1])

  async function names(): Promise<readonly string[]> {
    const there = await readdir(dir).catch((error): string[] => {
      if (fieldOf(error, 'code') === 'ENOENT') return []
      throw error
    })
    return there.filter((name) => pattern.test(name)).sort((one, other) => numberOf(one) - numberOf(other))
  }

  /** `undefined`: it is gone. */
  async function read(name: string): Promise<readonly KeptFact<T>[] | undefined> {
    try {
      const fact: unknown = JSON.parse(await readFile(join(dir, name), 'utf8'))
      return isFact(fact) ? [{ name, fact }] : []
    } catch (error) {
      return fieldOf(error, 'code') === 'ENOENT' ? undefined : []
    }
  }

  /** What was listed may be gone as it is read, and what has come in its place wasn't listed: then all is looked at again. */
  async function all(): Promise<readonly KeptFact<T>[]> {
    for (let tries = 1; ; tries++) {
      const looked = await Promise.all((await names().catch(() => [])).map(read))
      if (tries === MOST_TRIES || !looked.includes(undefined)) return looked.flatMap((some) => some ?? [])
    }
  }

  async function remove(some: Iterable<string>): Promise<void> {
    for (const name of some) await rm(join(dir, name), { force: true }).catch(() => {})
  }

  return {
    all,
    remove,
    async add(fact) {
      try {
        const there = await names()
        const number = Math.min(Math.max(0, ...there.map(numberOf)) + 1, HIGHEST)
        // Two who add at the same moment have one number, and each a file.
        const name = `${kind}-${number}-${randomBytes(6).toString('hex')}.json`
        await replaceWhole(join(dir, name), Buffer.from(JSON.stringify(fact)))
        await remove(there.slice(0, 1 - MOST_FACTS))
        return name
      } catch {
        // A disk that fails is as none.
        return undefined
      }
    },
  }
}
