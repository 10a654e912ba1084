/** Names the place of a field within records. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { FieldPath } from '../contract.ts'
import { pathNames } from '../field-paths.ts'

/** The names that lead to a field: `'dims.w'` has two, `['a.b']` and `'a\\.b'` have one. @throws TypeError for anything else */
export function fieldNames(of: string, path: FieldPath): readonly string[] {
  const names = typeof path === 'string' ? pathNames(path) : path
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string'))
    return names
  throw unexpected(of, 'path', 'the name of a field, or a list of names', path)
}
