/** Says in words what stands at a place. @module */

import { FOUND } from './shape.ts'

const WORDS: Readonly<Record<keyof typeof FOUND, string>> = {
  number: 'numbers',
  boolean: 'booleans',
  string: 'text',
  list: 'lists',
  object: 'objects',
  deep: 'values that nest more than 32 levels',
  name: 'names that no column can have',
  much: 'too many names',
}

/** What was found, as `numbers and text`. */
export function foundIn(found: number): string {
  const words = (Object.keys(FOUND) as (keyof typeof FOUND)[])
    .filter((kind) => (found & FOUND[kind]) !== 0)
    .map((kind) => WORDS[kind])
  const last = words.pop() ?? 'nothing but null'
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}
