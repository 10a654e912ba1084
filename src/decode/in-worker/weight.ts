/** What a value weighs for who clones it: one for each thing in it, more for what is long. @module */

import { types } from 'node:util'
import { entriesOf, kindOf } from './container.ts'

const CHARACTERS = 64
const BYTES = 4096

/** Looks no further than to `most`. What `isOpen` knows is handed over in parts already: whatever holds it is heavy. */
export function weightOf(value: unknown, most: number, isOpen: (value: unknown) => boolean): number {
  const rest = [value]
  let weight = 0
  while (rest.length > 0) {
    const one = rest.pop()
    weight += ownWeight(one)
    if (weight >= most || isOpen(one)) return most
    if (kindOf(one) === undefined) continue
    for (const entry of entriesOf(one as object)) {
      rest.push(...entry)
      if (weight + rest.length >= most) return most
    }
  }
  return weight
}

function ownWeight(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS
  return isBytes(value) ? 1 + value.byteLength / BYTES : 1
}

const isBytes = (value: unknown): value is { byteLength: number } =>
  ArrayBuffer.isView(value) || types.isArrayBuffer(value)
