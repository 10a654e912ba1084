/** Writes keys as text, where they are part of a path or of JSON, and reads them again. @module */

import type { Keyed } from './kinds.ts'

/** The text of a key: JSON for a list of texts, which a key of several parts is. */
export const nameOfKey = (key: unknown): string => (isParts(key) ? JSON.stringify(key) : String(key))

/** The key of a table that has this text; `undefined` for what can be none. */
export function keyNamed({ keyParts = 1 }: Keyed, name: string): unknown {
  if (keyParts === 1) return name
  try {
    const key: unknown = JSON.parse(name)
    return isParts(key) && key.length === keyParts ? key : undefined
  } catch {
    return undefined
  }
}

const isParts = (key: unknown): key is readonly string[] =>
  Array.isArray(key) && key.every((part) => typeof part === 'string')
