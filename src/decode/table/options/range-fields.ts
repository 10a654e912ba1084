/** Checks where records have their ranges. @module */

import { checkOneOf } from '../../../base/checks.ts'
import { unexpected } from '../../../base/unexpected.ts'
import type { RangesOptions } from '../contract.ts'
import { pathNames } from '../field-paths.ts'
import type { TableJobOptions } from '../job.ts'

type Fields = NonNullable<TableJobOptions['ranges']>

/** @throws TypeError for options that can't be */
export function checkRangeFields({ from, to, cidr, overlaps = 'refuse' }: RangesOptions): Fields {
  const nested = checkOneOf('ranges', 'overlaps', overlaps, ['refuse', 'innermost']) === 'innermost'
  if (cidr === undefined) return { from: pathOf('from', from), to: pathOf('to', to), nested }
  for (const [name, value] of Object.entries({ from, to })) {
    if (value !== undefined) throw unexpected('ranges', name, 'left out where there is `cidr`', value)
  }
  return { from: cidr === '' ? [] : pathOf('cidr', cidr), nested }
}

function pathOf(option: string, path: unknown): readonly string[] {
  if (typeof path === 'string' && path !== '') return pathNames(path)
  const isList = Array.isArray(path) && path.length > 0 && path.every((name) => typeof name === 'string')
  if (isList) return Object.freeze([...(path as readonly string[])])
  throw unexpected('ranges', option, 'the name of a field, or a path of names', path)
}
