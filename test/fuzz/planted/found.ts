/** Shows that planted faults are found, each by its own sign. @module */

import type { Outcome } from '../harness/watched.ts'
import { watched } from '../harness/watched.ts'
import { SUBJECTS } from './subjects.ts'

const COUNT = 60_000
const HANG_MS = 1_000

type Sign = (outcome: Outcome, mostGrown: number) => boolean

const SIGNS: Readonly<Record<string, Sign>> = {
  'throws without a code': ({ failures }) => failures.some(({ message }) => message.includes('SyntaxError')),
  hangs: ({ hung }) => hung !== undefined,
  'keeps what it read': ({ grown }, mostGrown) => grown > mostGrown,
}

/** The names of those that were not found. */
export async function notFound(seed: number, mostGrown: number): Promise<string[]> {
  const subjects = new URL('./subjects.js', import.meta.url).href
  const outcomes = SUBJECTS.map(async ({ name }) => {
    const outcome = await watched({ subjects, name, seed, first: 0, count: COUNT }, HANG_MS)
    return SIGNS[name]?.(outcome, mostGrown) ? [] : [name]
  })
  return (await Promise.all(outcomes)).flat()
}
