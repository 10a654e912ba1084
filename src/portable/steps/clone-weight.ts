/** What it takes to clone a value: one for each thing in it, and more for what is long. @module */

import { types } from 'node:util'
import { entriesOf, kindOf } from './container.ts'

const CHARACTERS = 64
const BYTES = 4096

/** The structured clone calls itself for each level of a value, on a stack that V8 keeps small: 1,500 levels are too many. */
const MOST_LEVELS = 32

/**
 * Looks no further than to `most`. What is nested deep is heavy, and so is whatever holds what `isOpen` knows, which is handed
 * over in parts already.
 */
export function weightOf(value: unknown, most: number, isOpen: (value: unknown) => boolean): number {
  // Depth first: what is deep is found to be so after a few steps, however often it is asked on the way down.
  const open: Iterator<readonly unknown[]>[] = []
  let weight = 0

  function enter(one: unknown): boolean {
    weight += ownWeight(one)
    if (weight >= most || isOpen(one)) return false
    if (kindOf(one) !== undefined) open.push(entriesOf(one as object))
    return open.length <= MOST_LEVELS
  }

  if (!enter(value)) return most
  for (let entries = open.at(-1); entries !== undefined; entries = open.at(-1)) {
    const { done, value: entry } = entries.next()
    if (done) open.pop()
    else for (const one of entry) if (!enter(one)) return most
  }
  return weight
}

function ownWeight(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS
  return isBytes(value) ? 1 + value.byteLength / BYTES : 1
}

const isBytes = (value: unknown): value is { byteLength: number } =>
  ArrayBuffer.isView(value) || types.isArrayBuffer(value)
