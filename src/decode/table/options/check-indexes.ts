/** Checks which indexes a table is to be published with. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { TableOptions } from '../contract.ts'
import type { IndexAsked } from '../format/field-index.ts'
import { fieldNames } from '../read/index.ts'

const KINDS = ['equal', 'range', 'prefix'] as const

/** @throws TypeError for what names no index */
export function checkIndexes(of: string, indexes: TableOptions['indexes'] = []): readonly IndexAsked[] {
  if (!Array.isArray(indexes)) throw unexpected(of, 'indexes', "a list, as [{ equal: 'country' }]", indexes)
  return indexes.map((spec: unknown, i) => {
    const fields = Object.entries(Object(spec) as object)
    const kind = KINDS.find((name) => name === fields[0]?.[0])
    if (fields.length !== 1 || kind === undefined) {
      throw unexpected(
        of,
        `indexes[${i}]`,
        'one of { equal }, { range } and { prefix }, with the path of a field',
        spec,
      )
    }
    return { kind, path: fieldNames(of, fields[0]?.[1]) }
  })
}
