/** Checks where records have their key. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { TableOptions } from '../contract.ts'
import { keyPathsOf } from '../field-paths.ts'

const MOST_PARTS = 16
const MOST_NAMES = 16

/** @throws TypeError for what names no field, or no fields that a record can have all of */
export function checkKey(key: TableOptions['key']): TableOptions['key'] {
  if (key === undefined) return undefined
  if (typeof key === 'string') checkPath(key, key)
  else checkParts(key)
  // The list of a user may change later.
  return typeof key === 'string' ? key : [...key]
}

function checkParts(key: readonly string[]): void {
  if (!Array.isArray(key)) throw unexpected('table', 'key', 'the name of a field, or a list of them', key)
  if (key.length === 1)
    throw unexpected('table', 'key', 'a list of 2 fields or more', key, 'name one without a list')
  if (key.length < 2 || key.length > MOST_PARTS)
    throw unexpected('table', 'key', `a list of 2 to ${MOST_PARTS} fields`, key)
  for (const path of key) checkPath(path, path)
  const paths = keyPathsOf(key).toSorted((a, b) => a.length - b.length)
  for (const [at, path] of paths.entries())
    if (paths.slice(at + 1).some((other) => path.every((name, depth) => other[depth] === name)))
      throw unexpected('table', 'key', 'a list of fields none of which is in another', key.join(', '))
}

function checkPath(path: unknown, key: unknown): void {
  if (typeof path !== 'string' || path === '') throw unexpected('table', 'key', 'the name of a field', key)
  const names = keyPathsOf(path)[0] as readonly string[]
  if (names.includes(''))
    throw unexpected(
      'table',
      'key',
      'names with dots between them',
      key,
      'a dot that is in a name is `\\\\.`',
    )
  if (names.length > MOST_NAMES)
    throw unexpected('table', 'key', `a path of ${MOST_NAMES} names at most`, key)
}
