/** Names the place of a field within records. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { FieldPath } from '../contract.ts'

/** The names that lead to a field: `'dims.w'` has two, `['a.b']` has one. @throws TypeError for anything else */
export function fieldNames(of: string, path: FieldPath): readonly string[] {
  const names = typeof path === 'string' ? path.split('.') : path
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string'))
    return names
  throw unexpected(of, 'path', 'the name of a field, or a list of names', path)
}
