/** Builds objects that have all their fields, all of one shape. @module */

import type { Read } from './read.ts'

/** A field, and what reads it. */
export interface NamedRead {
  readonly name: string
  readonly read: Read
}

type Fields = Record<string, unknown>

/**
 * Each field has a place of its own in the code, where V8 remembers one name, and puts the value where it belongs; a loop
 * over all names looks each of them up, and takes three times as long. Small objects have places of their own, as they
 * mostly lie within larger ones.
 */
export function objectReader(fields: readonly NamedRead[]): Read {
  const names = fields.map(({ name }) => name)
  const reads = fields.map(({ read }) => read)
  // All objects are copies of one, and so have its shape.
  const template: Fields = JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))))
  return names.length <= FEW ? smallReader(names, reads, template) : largeReader(names, reads, template)
}

const FEW = 4

const none: Read = () => undefined

function smallReader(names: readonly string[], reads: readonly Read[], template: Fields): Read {
  const count = names.length
  const [a = '', b = '', c = '', d = ''] = names
  const [readA = none, readB = none, readC = none, readD = none] = reads
  return (row, key) => {
    const object = { ...template }
    if (count === 0) return object
    object[a] = readA(row, key)
    if (count === 1) return object
    object[b] = readB(row, key)
    if (count === 2) return object
    object[c] = readC(row, key)
    if (count === 3) return object
    object[d] = readD(row, key)
    return object
  }
}

/** The fields beyond a dozen are put in by a loop. */
const PLACES = 12

function largeReader(names: readonly string[], reads: readonly Read[], template: Fields): Read {
  const count = names.length
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = '', k = '', l = ''] =
    names
  const [readA = none, readB = none, readC = none, readD = none, readE = none, readF = none] = reads
  const [readG = none, readH = none, readI = none, readJ = none, readK = none, readL = none] = reads.slice(6)
  return (row, key) => {
    const object = { ...template }
    object[a] = readA(row, key)
    object[b] = readB(row, key)
    object[c] = readC(row, key)
    object[d] = readD(row, key)
    object[e] = readE(row, key)
    if (count === 5) return object
    object[f] = readF(row, key)
    if (count === 6) return object
    object[g] = readG(row, key)
    if (count === 7) return object
    object[h] = readH(row, key)
    if (count === 8) return object
    object[i] = readI(row, key)
    if (count === 9) return object
    object[j] = readJ(row, key)
    if (count === 10) return object
    object[k] = readK(row, key)
    if (count === 11) return object
    object[l] = readL(row, key)
    for (let at = PLACES; at < count; at++) object[names[at] as string] = (reads[at] as Read)(row, key)
    return object
  }
}
