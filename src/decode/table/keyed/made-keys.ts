/** Asks a user's function for the key of each record. @module */

import { fenced } from '../../../base/fenced.ts'
import type { TimeSlice } from '../../../base/time-slice.ts'
import { explainedWithout } from '../../../reasons/index.ts'
import type { DocumentParts } from '../format/table-parts.ts'
import { recordsOf } from '../read/index.ts'
import { type Place, refused } from '../scanner/faults.ts'
import type { MakeKey } from './load-key-maker.ts'

interface Steps {
  readonly turn: TimeSlice
  readonly check: (() => void) | undefined
}

const FAILED = 'The module of `key` failed'

/** Large records take some hundred microseconds together. */
const AT_ONCE = 8

/** The keys as JSON, by row. @throws TermError `ERR_TERM_DESERIALIZE` for the first record that gets none */
export async function madeKeys(
  from: DocumentParts,
  rows: number,
  makeKey: MakeKey,
  { turn, check }: Steps,
): Promise<readonly string[]> {
  const { read } = recordsOf(from, () => undefined)
  const keys: string[] = []
  for (let row = 0; row < rows; row++) {
    if (row % AT_ONCE === 0) {
      check?.()
      await turn.pass()
    }
    const record = read(row, undefined)
    const place = { offset: from.spans[row * 2] as number, record: row + 1 }
    let made: unknown
    try {
      made = makeKey(record)
    } catch (thrown) {
      // The function may have changed its record: what it quotes is what came.
      const given = read(row, undefined)
      const error = await explainedWithout(given, thrown, 'ERR_TERM_DESERIALIZE', FAILED)
      throw refused(error.message, place, { cause: error.cause, hopeless: error.hopeless })
    }
    keys.push(JSON.stringify(checkMade(made, place)))
  }
  return keys
}

function checkMade(made: unknown, place: Place): string {
  if (typeof made === 'string' && made !== '') return made
  if (Number.isSafeInteger(made)) return String(made)
  // A promise may fail when nobody looks any more.
  fenced(
    () => made,
    () => {},
  )
  throw refused(`The module of \`key\` returned ${called(made)}, and a key is ${KEY}`, place)
}

const KEY = "a text that isn't empty, or a whole number"

/** Tells what it is, and nothing of what is in it. */
function called(made: unknown): string {
  if (made === '') return 'an empty text'
  if (made === undefined || made === null) return String(made)
  if (typeof made === 'number')
    return Number.isInteger(made) ? 'a number beyond 2^53' : 'a number that is not whole'
  if (Array.isArray(made)) return 'a list'
  if (typeof made === 'object') return 'then' in made ? 'a promise' : 'an object'
  return `a ${typeof made}`
}
