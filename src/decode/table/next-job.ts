/** What a job that makes the next version of a table is told of this one. @module */

import type { IndexAsked } from './format/field-index.ts'
import { haveKeys } from './format/table-parts.ts'
import type { TableJobOptions } from './job.ts'
import { partsOf, type wantedOf } from './read/index.ts'

/** The indexes that were declared, and those that were used. What was declared may have been used as well. */
export function indexesOf(
  { indexes = [] }: Pick<TableJobOptions, 'indexes'>,
  wanted: ReturnType<typeof wantedOf>,
): readonly IndexAsked[] {
  const all = [...indexes, ...wanted.map(({ asked }) => asked)]
  return [...new Map(all.map((asked) => [JSON.stringify(asked), asked])).values()]
}

/** What changed is told of keys. */
export function comparison(previous: unknown, most: number): TableJobOptions['compare'] {
  const before = partsOf(previous)
  return before !== undefined && haveKeys(before) ? { before, most } : undefined
}
