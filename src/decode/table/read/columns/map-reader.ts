/** Reads objects of any names, each with a list of names and values. @module */

import type { MapNode } from '../../format/columns.ts'
import { encodeWtf8 } from '../../format/wtf8.ts'
import type { Read } from './read.ts'
import { textReader } from './string-reader.ts'

export function mapReader({ names, offsets }: MapNode, read: Read): Read {
  const { codes } = names
  const nameOf = textReader(names)
  return (row, key) => {
    const object: Record<string, unknown> = {}
    const end = startOf(offsets, row + 1)
    for (let entry = startOf(offsets, row); entry < end; entry++) {
      const name = nameOf(codes[entry] as number)
      const value = read(entry, key)
      if (name === '__proto__') setProto(object, value)
      else object[name] = value
    }
    return object
  }
}

/** The value of one name in each row; where the name comes twice, the last one counts. */
export function entryReader({ names, offsets }: MapNode, name: string, read: Read): Read | undefined {
  const { codes } = names
  const code = codeOf(names, name)
  if (code < 0) return undefined
  return (row, key) => {
    const start = startOf(offsets, row)
    for (let entry = startOf(offsets, row + 1) - 1; entry >= start; entry--) {
      if (codes[entry] === code) return read(entry, key)
    }
    return undefined
  }
}

const startOf = (offsets: MapNode['offsets'], row: number): number =>
  typeof offsets === 'number' ? offsets * row : (offsets[row] as number)

/** An assignment would set the prototype. */
const setProto = (object: object, value: unknown): unknown =>
  Object.defineProperty(object, '__proto__', { value, configurable: true, enumerable: true, writable: true })

/** Each name stands in the dictionary once. */
function codeOf({ offsets, bytes }: MapNode['names'], name: string): number {
  const wanted = Buffer.alloc(name.length * 3)
  const length = encodeWtf8(name, wanted)
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let code = 0; code < offsets.length - 1; code++) {
    const [start, end] = [offsets[code] as number, offsets[code + 1] as number]
    if (end - start === length && all.compare(wanted, 0, length, start, end) === 0) return code
  }
  return -1
}
