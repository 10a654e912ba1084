/** Checks where records have their key. @module */

import { unexpected } from '../../../base/unexpected.ts'
import { checkModuleUrl } from '../../module-url.ts'
import type { TableOptions } from '../contract.ts'
import { type KeyFields, keyPathsOf } from '../field-paths.ts'

const MOST_PARTS = 16
const MOST_NAMES = 16

interface CheckedKey {
  readonly key?: KeyFields
  /** The URL of a module that makes the keys. */
  readonly keyModule?: string
}

/** @throws TypeError for what names no field, no fields that a record can have all of, and no module */
export function checkKey(key: TableOptions['key']): CheckedKey {
  if (key === undefined) return {}
  if (typeof key === 'string' && !FILE.test(key)) {
    checkPath(key, key)
    return { key }
  }
  if (!Array.isArray(key)) return { keyModule: checkKeyModule(key) }
  checkParts(key)
  // The list of a user may change later.
  return { key: [...key] }
}

/** What begins so is a file that somebody means, and no field. */
const FILE = /^(?:\.{0,2}\/|file:)/

const EXPECTED = 'the name of a field, a list of them, or the URL of a file'

function checkKeyModule(key: unknown): string {
  if (typeof key === 'function')
    throw unexpected(
      'table',
      'key',
      EXPECTED,
      key,
      'no thread can be sent a function: export it from a module',
    )
  return checkModuleUrl('table', 'key', key, { expected: EXPECTED, example: './key.js' })
}

function checkParts(key: readonly string[]): void {
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
