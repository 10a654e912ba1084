/** Checks where the records of a payload are, how they come, and how few there may be. @module */

import { checkFlag } from '../../../base/checks.ts'
import { unexpected } from '../../../base/unexpected.ts'
import type { PlaceOptions, TableOptions } from '../contract.ts'
import { pathNames } from '../field-paths.ts'
import type { TableJobOptions } from '../job.ts'

export const PLACE_OPTIONS = ['at', 'envelope', 'minRecords'] as const satisfies (keyof PlaceOptions)[]

const MOST_NAMES = 16
const FORMATS = {
  json: 'json',
  ndjson: 'ndjson',
  'json-seq': 'jsonSeq',
  csv: 'ndjson',
  tsv: 'ndjson',
} as const

export type PlaceHow = Pick<TableJobOptions, 'at' | 'isBare' | 'format' | 'mayBeNothing' | 'isWatched'>

/** What the scanner is told; CSV becomes lines. @throws TypeError for options that can't be */
export function recordsPlace(of: string, options: PlaceOptions & Pick<TableOptions, 'format'>): PlaceHow {
  const { format, minRecords } = options
  const at = checkAt(of, options.at)
  const mayWrap = format === undefined || format === 'json'
  if (at !== undefined && at.length > 0 && !mayWrap)
    throw unexpected(of, 'at', `left out with \`format: '${format}'\``, options.at)
  return {
    at,
    isBare: options.envelope !== undefined && !checkFlag(of, 'envelope', options.envelope),
    format: format && FORMATS[format],
    mayBeNothing: minRecords === 0,
    isWatched: at === undefined && mayWrap,
  }
}

function checkAt(of: string, at: PlaceOptions['at']): readonly string[] | undefined {
  if (at === undefined || at === '') return at === '' ? [] : undefined
  const names = typeof at === 'string' ? pathNames(at) : at
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === 'string'))
    throw unexpected(of, 'at', 'a path, or a list of names', at)
  if (typeof at === 'string' && names.includes(''))
    throw unexpected(
      of,
      'at',
      'names with dots between them',
      at,
      'a name that is empty, or has a dot, is given in a list',
    )
  if (names.length > MOST_NAMES) throw unexpected(of, 'at', `a path of ${MOST_NAMES} names at most`, at)
  return [...names]
}

/** @throws TypeError for what is no count */
export function leastRecords(of: string, { minRecords = 1 }: PlaceOptions): number {
  if (Number.isSafeInteger(minRecords) && minRecords >= 0) return minRecords
  throw unexpected(of, 'minRecords', 'a whole number, at least 0', minRecords)
}
